import type { DecodedSlice } from '../../src/measure/decoded-slice.ts';
import type { LatencyHistogram } from '../../src/measure/latency-histogram.ts';
import { figuresByOperation, figuresOverall } from '../../src/measure/operation-figures.ts';
import { toleranceMs } from '../calibration/tolerance.ts';
import { exactPercentile } from '../shared/exact-percentile.ts';
import type { JoinedRequest, JoinedRequests } from './join-requests.ts';

/** The percentiles that are compared: those that limits are about, and the middle. */
export const PERCENTILES = [50, 95, 99] as const;

export type Percentile = (typeof PERCENTILES)[number];

/** Stands for the whole traffic, failures included, where an operation is named. */
export const ALL_OPERATIONS = 'all operations';

/** An operation with fewer samples has no tail to compare. */
const LEAST_SAMPLES = 20;

/** One figure of a real run with the truth of the same requests, in milliseconds. */
export interface ComparedFigure {
  /** Id of the operation, or {@link ALL_OPERATIONS}. */
  readonly operation: string;
  readonly percentile: Percentile;
  readonly samples: number;
  /** As the proxy recorded it. */
  readonly truthMs: number;
  /** The most that the truth can be: the proxy may have read requests late. */
  readonly truthMostMs: number;
  readonly measuredMs: number;
  /** Lower end of what the run states: the measured latencies less what the measurer may have added. */
  readonly leastMs: number;
}

/** Whether the truth lies within what the run states, but for what any client on the same machine adds. */
export function isInside({ truthMs, truthMostMs, measuredMs, leastMs }: ComparedFigure): boolean {
  return truthMs <= measuredMs + toleranceMs(truthMs) && truthMostMs >= leastMs - toleranceMs(truthMostMs);
}

/** Holds the figures of some slices against those of the same requests as the proxy recorded them. */
export function compareWithTruth(
  slices: readonly DecodedSlice[],
  { bySlice }: JoinedRequests,
): ComparedFigure[] {
  const recorded = slices.flatMap((slice) => bySlice.get(slice) ?? []);
  const byOperation = Map.groupBy(
    recorded.filter(({ isSuccess }) => isSuccess),
    ({ operation }) => operation,
  );
  const overall = figuresOverall(slices);
  return [
    ...compare(ALL_OPERATIONS, { measured: overall.all, least: overall.allLeast }, recorded),
    ...[...figuresByOperation(slices)].flatMap(([operation, { successes: measured, least }]) =>
      compare(operation, { measured, least }, byOperation.get(operation) ?? []),
    ),
  ];
}

function compare(
  operation: string,
  stated: { readonly measured: LatencyHistogram; readonly least: LatencyHistogram },
  recorded: readonly JoinedRequest[],
): ComparedFigure[] {
  const samples = stated.measured.count;
  const truth = sorted(recorded.map(({ latencyMs }) => latencyMs));
  const most = sorted(recorded.map(({ mostMs }) => mostMs));
  if (samples < LEAST_SAMPLES || truth.length < LEAST_SAMPLES) return [];
  return PERCENTILES.flatMap((percentile) => {
    const [measuredUs, leastUs] = [stated.measured, stated.least].map((all) => all.percentileUs(percentile));
    const [truthMs, truthMostMs] = [truth, most].map((all) => exactPercentile(all, percentile));
    // The run reports no percentile of too few samples.
    if (measuredUs === undefined || leastUs === undefined) return [];
    if (truthMs === undefined || truthMostMs === undefined) return [];
    const [measuredMs, leastMs] = [measuredUs / 1000, leastUs / 1000];
    return [{ operation, percentile, samples, truthMs, truthMostMs, measuredMs, leastMs }];
  });
}

function sorted(latenciesMs: readonly number[]): number[] {
  return [...latenciesMs].sort((one, other) => one - other);
}
