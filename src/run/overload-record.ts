import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { judgedSlices, lengthMs, withoutRounds } from '../measure/judged-slices.ts';
import { figuresOverall } from '../measure/operation-figures.ts';
import { latencyFigures } from '../record/latency-figures.ts';
import type {
  LimitAtLevel,
  LimitUnderOverload,
  LoadLevel,
  OverloadRecord,
} from '../record/overload-record.ts';
import type { LoadSpan } from '../traffic/plan/load-spans.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import type { Judgement } from '../verdict/verdict.ts';
import { type JudgedPlan, judgeLoad, loadOfSlice } from './judge-load.ts';

/**
 * At which load a run under overload broke each limit of normal load. A limit counts as broken or held at a level only
 * where that is certain: with too few samples, too much of the measurer's own delay or too little load it is not decided.
 *
 * @param doubted a judgement that something else than the measurer may make void, such as a crowded machine
 * @returns undefined when nothing was planned to be overload
 */
export function overloadRecord(
  slices: readonly DecodedSlice[],
  plan: JudgedPlan,
  thresholds: Thresholds,
  doubted: (judgement: Judgement) => Judgement = (judgement) => judgement,
): OverloadRecord | undefined {
  const overload = plan.plan?.overload;
  if (overload === undefined) return undefined;
  const bySpan = Map.groupBy(slices, (slice) => loadOfSlice(slice, overload));
  const groups = levelsOf(overload.spans).map((spans) => ({
    spans,
    slices: spans.flatMap((span) => bySpan.get(span) ?? []),
  }));
  const levels = groups.map((group) => loadLevel(group.spans, group.slices));
  const judged = groups.map((group) =>
    judgeLoad(group.slices, slices, plan, thresholds).judgements.map(doubted),
  );
  const [first = []] = judged;
  return {
    above: overload.above,
    unit: overload.unit,
    levels,
    limits: first.flatMap((limit, index) => {
      if (limit.kind === 'not offered' || !isReported(limit)) return [];
      const each = judged.flatMap((judgements) => judgements[index] ?? []);
      return [limitUnderOverload(each, levels)];
    }),
  };
}

/** Normal load first, then each stage of the overload by rising load, then all of the recovery; as far as there are such. */
function levelsOf(spans: readonly LoadSpan[]): (readonly LoadSpan[])[] {
  const of = (kind: LoadSpan['kind']) => spans.filter((span) => span.kind === kind);
  const stages = Map.groupBy(of('overload'), ({ from, to }) => `${from} ${to}`);
  const rising = [...stages.values()].sort(([a], [b]) => loadOf(a) - loadOf(b));
  return [of('normal'), ...rising, of('recovering')].filter(({ length }) => length > 0);
}

/** A plateau comes after the ramp that leads to it. */
function loadOf(span: LoadSpan | undefined): number {
  return span === undefined ? 0 : span.to + span.from / 1e6;
}

function loadLevel(spans: readonly LoadSpan[], slices: readonly DecodedSlice[]): LoadLevel {
  const ends = spans.flatMap(({ from, to }) => [from, to]);
  const alone = withoutRounds(slices);
  const { sent, unfinished, all, isBounded, allLeast } = figuresOverall(alone);
  const { p95Ms, p95LeastMs } = latencyFigures(all, isBounded ? allLeast : undefined);
  const errors = figuresOverall(judgedSlices(slices, 'errors'));
  const ended = errors.sent - errors.unfinished;
  return {
    kind: spans[0]?.kind ?? 'normal',
    from: Math.min(...ends),
    to: Math.max(...ends),
    elapsedMs: lengthMs(slices),
    aloneMs: lengthMs(alone),
    requests: sent - unfinished,
    ...(p95Ms !== undefined && { p95Ms }),
    ...(p95LeastMs !== undefined && { p95LeastMs }),
    ...(ended > 0 && { errorRate: errors.failed / ended }),
  };
}

/** The SLA of an operation is not among them: what its baseline needs says enough of an overload. */
function isReported({ subject, column }: Judgement): boolean {
  return column === 'baseline' || subject.kind === 'scenario';
}

/** @param judgements of one limit, by level */
function limitUnderOverload(
  judgements: readonly Judgement[],
  levels: readonly LoadLevel[],
): LimitUnderOverload {
  const [first] = judgements;
  if (first === undefined) throw new Error('limitUnderOverload: there is no level');
  const { subject, statistic, column, limit, unit, direction } = first;
  const each = judgements.map(atLevel);
  const isLoaded = (index: number) => levels[index]?.kind !== 'recovering';
  const brokeAt = each.findIndex(({ kind }, index) => kind === 'fail' && isLoaded(index));
  const below = brokeAt < 0 ? each : each.slice(0, brokeAt);
  const heldAt = below.findLastIndex(({ kind }, index) => kind === 'pass' && isLoaded(index));
  return {
    subject,
    statistic,
    column,
    limit,
    unit,
    direction,
    levels: each,
    ...(brokeAt >= 0 && { brokeAt }),
    ...(heldAt >= 0 && { heldAt }),
  };
}

function atLevel(judgement: Judgement): LimitAtLevel {
  if (judgement.kind === 'not offered') return { kind: 'inconclusive' };
  const { kind, figure, least } = judgement;
  return {
    kind,
    ...(figure !== undefined && { figure }),
    ...(judgement.kind === 'fail' && judgement.isAtLeast === true && { isAtLeast: true }),
    ...(least !== undefined && { least }),
    ...(kind === 'inconclusive' && judgement.because !== undefined && { because: judgement.because }),
  };
}
