import { counted, formatMs, listed } from '../../base/format.ts';
import { mean } from '../../base/statistics/averages.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import type { Pattern } from '../pattern.ts';
import { type Point, type RobustLine, risesSteadily, robustLine } from '../robust-line.ts';
import {
  excessMs,
  type Moment,
  momentsAfterStart,
  momentsAlone,
  momentsAtConstantLoad,
  usualMs,
} from '../timeline.ts';

/** Fewer moments say nothing of a trend. */
const LEAST_MOMENTS = 15;
const LEAST_LENGTH_MS = 20_000;
/** There are two dozen operations in a run, and each may look like a trend by chance. */
const CONFIDENCE = 0.999;
/** Growth that somebody would notice: in milliseconds, and against what it was at the beginning. */
const LEAST_GROWTH_MS = 20;
const LEAST_GROWTH_SHARE = 0.5;
/** Each time halves an error that is a few per cent at first, and more. */
const REDRAWN = 2;

interface Trend {
  /** Undefined for all operations together. */
  readonly operation?: string;
  readonly line: RobustLine;
  readonly fromMs: number;
  readonly toMs: number;
  readonly startMs: number;
  readonly growthMs: number;
}

/**
 * A latency that climbs while the load stays the same: a robust line through the means of the seconds without rounds, which
 * rises for certain and not in one step. Of all operations together when most of them climb, else each for itself.
 */
export function gradualIncrease({ moments }: DiagnosisInput): Pattern[] {
  const alone = momentsAtConstantLoad(momentsAfterStart(momentsAlone(moments)));
  const ids = [...new Set(alone.flatMap(({ operations }) => [...operations.keys()]))];
  const trends = ids.flatMap((operation) => {
    const found = trendOf(pointsOf(alone, operation));
    return found === undefined ? [] : [{ ...found, operation }];
  });
  const tested = ids.filter((id) => pointsOf(alone, id).length >= LEAST_MOMENTS).length;
  const whole = wholeTrend(alone);
  if (whole !== undefined && (trends.length !== 1 || tested === 1) && trends.length * 2 >= tested)
    return [patternOf(whole, trends)];
  return trends
    .sort((a, b) => b.growthMs - a.growthMs)
    .slice(0, 3)
    .map((trend) => patternOf(trend, [trend]));
}

function pointsOf(moments: readonly Moment[], operation: string): Point[] {
  return moments.flatMap(({ fromMs, toMs, operations }) => {
    const { ok = 0, totalMs = 0 } = operations.get(operation) ?? {};
    return ok === 0 ? [] : [{ x: (fromMs + toMs) / 2, y: totalMs / ok }];
  });
}

/**
 * The trend of what requests take longer than usual, on top of what they usually take. What an operation usually takes depends on when
 * it was called, which makes the line less steep than the truth: once one is found, it is taken off for that, and drawn again.
 */
function wholeTrend(moments: readonly Moment[]): Trend | undefined {
  let trend = trendOf(pointsAbove(moments, 0));
  for (let again = 0; again < REDRAWN && trend !== undefined; again += 1)
    trend = trendOf(pointsAbove(moments, trend.line.slope)) ?? trend;
  return trend;
}

function pointsAbove(moments: readonly Moment[], slope: number): Point[] {
  const startMs = moments[0]?.fromMs ?? 0;
  const usual = usualMs(moments, ({ fromMs }) => slope * (fromMs - startMs));
  const level = mean([...usual.values()]);
  return moments.flatMap((moment) => {
    const excess = excessMs(moment, usual);
    return excess === undefined ? [] : [{ x: (moment.fromMs + moment.toMs) / 2, y: level + excess }];
  });
}

function trendOf(points: readonly Point[]): Trend | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < LEAST_MOMENTS) return undefined;
  const [fromMs, toMs] = [first.x, last.x];
  const line = toMs - fromMs < LEAST_LENGTH_MS ? undefined : robustLine(points, CONFIDENCE);
  if (line === undefined || line.lower <= 0 || !risesSteadily(points)) return undefined;
  const startMs = Math.max(0, line.at(fromMs));
  const growthMs = line.slope * (toMs - fromMs);
  const isMuch = growthMs >= Math.max(LEAST_GROWTH_MS, startMs * LEAST_GROWTH_SHARE);
  return isMuch ? { line, fromMs, toMs, startMs, growthMs } : undefined;
}

function patternOf(
  { operation, line, fromMs, toMs, startMs, growthMs }: Trend,
  all: readonly Trend[],
): Pattern {
  const perMinute = (slope: number) => slope * 60_000;
  const [slope, lower, upper] = [line.slope, line.lower, line.upper].map(perMinute) as [
    number,
    number,
    number,
  ];
  const names = all.flatMap((trend) => trend.operation ?? []).slice(0, 5);
  return {
    kind: 'gradual latency increase',
    ...(operation !== undefined && { subject: operation }),
    evidence: [
      `The latency climbed from ${formatMs(startMs)} to ${formatMs(startMs + growthMs)} ms under the same load: by ${formatMs(slope)} ms a minute (${formatMs(lower)} to ${formatMs(upper)}).`,
      ...(operation === undefined ? [`${counted(all.length, 'operation')} climbed: ${listed(names)}.`] : []),
    ],
    figures: [
      { name: 'slope', value: slope, unit: 'ms per minute', lower, upper },
      { name: 'growth', value: growthMs, unit: 'ms' },
    ],
    likelyCause:
      operation === undefined
        ? 'a memory leak, or something else that fills up: each garbage collection, cache or queue takes longer than the one before'
        : 'data that grows with the run and is searched without an index, or a leak in the code of this operation',
    confidence: growthMs > startMs * 2 ? 'high' : 'medium',
    nextCommand:
      operation === undefined
        ? 'go tool pprof http://localhost:6060/debug/pprof/heap'
        : `EXPLAIN ANALYZE of the statements behind ${operation}; then OPERATIONS=${operation} ./scripts/run-load-tests.sh soak <environment> --duration 20m`,
    fromMs,
    toMs,
  };
}
