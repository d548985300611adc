import { LatencyHistogram } from './latency-histogram.ts';
import type { Slice } from './slice.ts';

/** Latencies of successes and answered failures. */
export interface BoundedLatencies {
  readonly all: LatencyHistogram;
  /** Each less what the measurer itself may have added. */
  readonly allLeast: LatencyHistogram;
}

/** Bounded latencies without samples. */
export function boundedLatencies(): BoundedLatencies {
  return { all: new LatencyHistogram(), allLeast: new LatencyHistogram() };
}

/** The p95 of a slice with these latencies; undefined with too few of them. */
export function p95Of({ all, allLeast }: BoundedLatencies): Slice['p95'] {
  const [measuredUs, leastUs] = [all.percentileUs(95), allLeast.percentileUs(95)];
  if (measuredUs === undefined || leastUs === undefined) return undefined;
  return { measuredMs: measuredUs / 1000, leastMs: leastUs / 1000 };
}
