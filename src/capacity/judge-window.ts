import { type FigureUnit, formatFigure, formatMs, given } from '../base/format.ts';
import { mean } from '../base/statistics/averages.ts';
import { waitingMs } from '../measure/arrival-figures.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import type { LatencyHistogram } from '../measure/latency-histogram.ts';
import { figuresByOperation, figuresOverall, type OperationFigures } from '../measure/operation-figures.ts';
import { ownFaultReason } from '../measure/own-faults.ts';
import { invalidReason, ownWords } from '../measure/validity.ts';
import { outwaitedMs, withLatencies } from '../verdict/judge-percentile.ts';
import { judgeScenario } from '../verdict/judge-traffic.ts';
import { percentileRanks } from '../verdict/percentile-interval.ts';
import { subjectWords } from '../verdict/subject.ts';
import { scenarioRow, type Thresholds } from '../verdict/thresholds/thresholds.ts';
import type { Judgement } from '../verdict/verdict.ts';
import type { WindowFigures, WindowJudge } from './search-window.ts';
import { hangingIn, hangingWords, keptWords, withWaits } from './window-waits.ts';

/** All operations together are mistaken about a broken limit as seldom as this. */
const OPERATIONS_CONFIDENCE = 0.95;

/**
 * Judges windows by the scenario's own p95 and error rate, and by the p95 and the error rate of each operation where its
 * samples decide it. A limit of an operation that is not decided keeps no window from holding.
 *
 * What was under way when the window ended counts with the time that it had waited. Whatever of it hangs may fail: a window has
 * held only if it holds even then. Arrivals that still waited for a virtual user may keep it from being held, too, and break nothing:
 * a pause of the generator may have made them wait.
 */
export function windowJudge(scenario: string, thresholds: Thresholds): WindowJudge {
  const { p95Ms } = scenarioRow(thresholds, scenario);
  return (window) => {
    const slices = withWaits(window);
    const overall = figuresOverall(slices);
    const byOperation = figuresByOperation(slices);
    const judge = (errors: OperationFigures, all = overall) =>
      judgeScenario({ scenario, overall: all, errors, ramps: undefined, rampErrors: errors }, thresholds);
    const judgements = judge(overall);
    const figures = figuresOf(overall, slices, p95Ms);
    const brokenBy = [
      ...judgements.filter(({ kind }) => kind === 'fail').map(brokenWords),
      ...brokenOperations(byOperation, thresholds),
    ];
    const ownFault = ownFaultReason(slices.map(({ health }) => health));
    if (brokenBy.length > 0 && ownFault === undefined)
      return { ...figures, kind: 'broken', looksGood: false, brokenBy };
    const generator = ownFault ?? invalidReason(slices) ?? hiddenBy(judgements);
    if (generator !== undefined)
      return {
        ...figures,
        kind: 'generator',
        looksGood: false,
        generator: `${generator}${cpuWords(slices)}`,
      };
    const hanging = hangingIn(byOperation, scenario, thresholds);
    const kept = outwaitedMs(waitingMs(slices), p95Ms);
    const atWorst = judge(withFailures(overall, hanging.length), withWaiting(overall, kept));
    const isHeld = atWorst.every(({ kind }) => kind === 'pass');
    return {
      ...figures,
      kind: isHeld ? 'held' : 'undecided',
      looksGood: atWorst.every(looksGood),
      ...(!isHeld && hanging.length + kept.length > 0 && { hanging: waitsInWords(hanging, kept) }),
    };
  };
}

/** As if so many more requests had ended, each by a failure. */
function withFailures(figures: OperationFigures, count: number): OperationFigures {
  return { ...figures, sent: figures.sent + count, failed: figures.failed + count };
}

/** As if so many more had waited for so long, without an answer. */
function withWaiting(figures: OperationFigures, waitedMs: readonly number[]): OperationFigures {
  return { ...figures, waitedMs: [...figures.waitedMs, ...waitedMs] };
}

function waitsInWords(hanging: readonly number[], kept: readonly number[]): string {
  return given(hanging.length > 0 && hangingWords(hanging), kept.length > 0 && keptWords(kept)).join(
    ', and ',
  );
}

/** @param p95Ms the limit: a request that has waited for so long is in the p95, as it is where that is judged */
function figuresOf(
  { sent, unfinished, failed, waitedMs, all, isBounded, allLeast }: OperationFigures,
  slices: readonly DecodedSlice[],
  p95Ms: number,
): WindowFigures {
  const requests = sent - unfinished;
  const lengthMs = (slices.at(-1)?.toMs ?? 0) - (slices[0]?.fromMs ?? 0);
  const p95Of = (latencies: LatencyHistogram) =>
    withLatencies(latencies, outwaitedMs(waitedMs, p95Ms)).percentileUs(95);
  const [p95Us, meanUs] = [p95Of(all), all.meanUs];
  const leastUs = isBounded ? p95Of(allLeast) : undefined;
  return {
    requests,
    requestsPerSecond: lengthMs === 0 ? 0 : (requests / lengthMs) * 1000,
    ...(p95Us !== undefined && { p95Ms: p95Us / 1000 }),
    ...(leastUs !== undefined && { p95LeastMs: leastUs / 1000 }),
    ...(meanUs !== undefined && { meanMs: meanUs / 1000 }),
    ...(requests > 0 && { errorRate: failed / requests }),
  };
}

function looksGood(judgement: Judgement): boolean {
  return (
    judgement.kind !== 'not offered' && judgement.figure !== undefined && judgement.figure < judgement.limit
  );
}

function hiddenBy(judgements: readonly Judgement[]): string | undefined {
  const isHidden = (each: Judgement) => each.kind === 'inconclusive' && each.because === 'own delay';
  return judgements.some(isHidden) ? "the measurer's own delay hides whether a limit is broken" : undefined;
}

/** How busy the generator was: it says whether there is more load to be had from this machine. */
function cpuWords(slices: readonly DecodedSlice[]): string {
  const cpu = mean(slices.map(({ health }) => health.generatorCpu));
  return ` (its process used ${formatFigure(cpu, 'share')} of one core)`;
}

function brokenWords(judgement: Judgement): string {
  const { subject, statistic, limit, unit } = judgement;
  const { figure, least } = judgement.kind === 'not offered' ? {} : judgement;
  const name = subject.kind === 'scenario' ? '' : `${subjectWords(subject)} `;
  const atLeast = judgement.kind === 'fail' && judgement.isAtLeast === true ? 'at least ' : '';
  return `${name}${statistic === 'errorRate' ? 'error rate' : statistic} ${figure === undefined ? 'over' : `${atLeast}${formatFigure(figure, unit)}`} ${limitNote(limit, unit, figure, least)}`;
}

/** `(limit < 500 ms)`, and how much of the figure may be the measurer's: `(limit < 500 ms, own ≤ 40 ms)`. */
function limitNote(limit: number, unit: FigureUnit, figure?: number, least?: number): string {
  return `(${given(`limit < ${formatFigure(limit, unit)}`, ownWords(figure, least, unit)).join(', ')})`;
}

/**
 * The limits on the p95 of operations, and on what may fail of each, that are broken for certain, however many operations
 * there are (Bonferroni).
 */
function brokenOperations(
  figures: ReadonlyMap<string, OperationFigures>,
  { operations, global }: Pick<Thresholds, 'operations' | 'global'>,
): string[] {
  const confidence = 1 - (1 - OPERATIONS_CONFIDENCE) / Math.max(1, 2 * figures.size);
  return [...figures].flatMap(([id, each]) => [
    ...brokenP95(id, each, operations.get(id)?.baseline.p95Ms, confidence),
    ...brokenErrors(id, each, global.baseline.errorRate, confidence),
  ]);
}

function brokenP95(
  id: string,
  figures: OperationFigures,
  limitMs: number | undefined,
  confidence: number,
): string[] {
  if (limitMs === undefined) return [];
  const { isBounded, waitedMs } = figures;
  const outwaited = outwaitedMs(waitedMs, limitMs);
  const successes = withLatencies(figures.successes, outwaited);
  const least = withLatencies(figures.least, outwaited);
  const { lower } = percentileRanks(successes.count, 95, confidence);
  const leastUs = lower === undefined ? undefined : least.valueAtRankUs(lower);
  if (leastUs === undefined || leastUs / 1000 < limitMs) return [];
  const p95Us = successes.percentileUs(95);
  // From the shortest wait on, any latency may be that of a request without an end.
  if (p95Us === undefined || p95Us / 1000 >= Math.min(...outwaited))
    return [`${id} p95 at least ${formatMs((p95Us ?? leastUs) / 1000)} ms ${limitNote(limitMs, 'ms')}`];
  const ownUs = isBounded ? least.percentileUs(95) : undefined;
  const bound = ownUs === undefined ? undefined : ownUs / 1000;
  return [`${id} p95 ${formatMs(p95Us / 1000)} ms ${limitNote(limitMs, 'ms', p95Us / 1000, bound)}`];
}

/**
 * A rare operation that always fails is lost among all requests. Sorted with the failures last, more than a share of an
 * operation fails when the order statistic that bounds the percentile from below is a failure.
 */
function brokenErrors(
  id: string,
  { sent, unfinished, failed, ownFailures }: OperationFigures,
  limit: number,
  confidence: number,
): string[] {
  const ended = sent - unfinished;
  const { lower } = percentileRanks(ended, 100 * (1 - limit), confidence);
  if (lower === undefined || failed - ownFailures < ended - lower + 1) return [];
  const [share, most] = [formatFigure(failed / ended, 'share'), formatFigure(limit, 'share')];
  return [`${id} error rate ${share} (limit < ${most})`];
}
