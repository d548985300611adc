import type { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';

/** The percentiles that are compared: those of the tables, and p97.5, which autocannon has instead of p95. */
export const PERCENTILES = [50, 95, 97.5, 99] as const;

export type Percentile = (typeof PERCENTILES)[number];

/** Latencies in milliseconds by percentile; a percentile that a tool does not report is left out. */
export type Figures = Readonly<Partial<Record<Percentile, number>>>;

/** What a tool reports about one measurement. */
export interface Measured {
  readonly figures: Figures;
  /** Each less what the measurer says that it may have added itself; left out by a tool that says nothing of the kind. */
  readonly least?: Figures;
  /** The requests that it counted, and how many of them failed. */
  readonly ended: number;
  readonly failed: number;
  /** Requests that the target may have answered after the tool stopped counting. */
  readonly underWay: number;
  /** Requests that it cut at its end: in neither count, though the target may have answered them. Left out by a tool that cuts none. */
  readonly unfinished?: number;
  /** In the open model: intended start of the first arrival, on the clock of `hrtimeMs`. */
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
