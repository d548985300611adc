import { type FigureUnit, formatFigure, formatMs, given } from '../base/format.ts';
import { mean } from '../base/statistics/averages.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { figuresByOperation, figuresOverall, type OperationFigures } from '../measure/operation-figures.ts';
import { ownFaultReason } from '../measure/own-faults.ts';
import { invalidReason, ownWords } from '../measure/validity.ts';
import { judgeScenario } from '../verdict/judge-traffic.ts';
import { percentileRanks } from '../verdict/percentile-interval.ts';
import { subjectWords } from '../verdict/subject.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import type { Judgement } from '../verdict/verdict.ts';
import type { WindowFigures, WindowJudge } from './search-window.ts';

/** All operations together are mistaken about a broken limit as seldom as this. */
const OPERATIONS_CONFIDENCE = 0.95;

/**
 * Judges windows by the scenario's own p95 and error rate, and by the p95 and the error rate of each operation where its
 * samples decide it. A limit of an operation that is not decided keeps no window from holding.
 */
export function windowJudge(scenario: string, thresholds: Thresholds): WindowJudge {
  return (slices) => {
    const overall = figuresOverall(slices);
    const judgements = judgeScenario(
      { scenario, overall, errors: overall, ramps: undefined, rampErrors: overall },
      thresholds,
    );
    const figures = figuresOf(overall, slices);
    const brokenBy = [
      ...judgements.filter(({ kind }) => kind === 'fail').map(brokenWords),
      ...brokenOperations(figuresByOperation(slices), thresholds),
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
    const isHeld = judgements.every(({ kind }) => kind === 'pass');
    return { ...figures, kind: isHeld ? 'held' : 'undecided', looksGood: judgements.every(looksGood) };
  };
}

function figuresOf(
  { sent, unfinished, failed, all, isBounded, allLeast }: OperationFigures,
  slices: readonly DecodedSlice[],
): WindowFigures {
  const requests = sent - unfinished;
  const lengthMs = (slices.at(-1)?.toMs ?? 0) - (slices[0]?.fromMs ?? 0);
  const [p95Us, meanUs] = [all.percentileUs(95), all.meanUs];
  const leastUs = isBounded ? allLeast.percentileUs(95) : undefined;
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
  return `${name}${statistic === 'errorRate' ? 'error rate' : statistic} ${figure === undefined ? 'over' : formatFigure(figure, unit)} ${limitNote(limit, unit, figure, least)}`;
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
  { successes, least, isBounded }: OperationFigures,
  limitMs: number | undefined,
  confidence: number,
): string[] {
  const { lower } = percentileRanks(successes.count, 95, confidence);
  const leastUs = lower === undefined ? undefined : least.valueAtRankUs(lower);
  if (limitMs === undefined || leastUs === undefined || leastUs / 1000 < limitMs) return [];
  const p95Us = successes.percentileUs(95);
  if (p95Us === undefined)
    return [`${id} p95 at least ${formatMs(leastUs / 1000)} ms ${limitNote(limitMs, 'ms')}`];
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
