import type { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';

/** The percentiles that are compared: those of the tables, and the one that autocannon has in place of p95. */
export const PERCENTILES = [50, 95, 97.5, 99] as const;

export type Percentile = (typeof PERCENTILES)[number];

/** Latencies in milliseconds by percentile; one that a tool does not have is left out. */
export type Figures = Readonly<Partial<Record<Percentile, number>>>;

/** What a tool said of one measurement. */
export interface Measured {
  readonly figures: Figures;
  /** Requests that it counted: those that ended, and those of them that failed. */
  readonly ended: number;
  readonly failed: number;
  /** Requests that may have been under way when it stopped counting, and that the target has answered all the same. */
  readonly underWay: number;
  /** Why the measurer itself distrusts the measurement; empty when it does not. */
  readonly disturbed: readonly string[];
  /** In the open model: intended start of the first arrival, on the clock of `process.hrtime`, in ms. */
  readonly beganMs?: number;
}

/** The percentiles of a histogram. */
export function figuresOf(histogram: LatencyHistogram): Figures {
  const figures: Partial<Record<Percentile, number>> = {};
  for (const percentile of PERCENTILES) {
    const us = histogram.percentileUs(percentile);
    if (us !== undefined) figures[percentile] = us / 1000;
  }
  return figures;
}
