import { LatencyHistogram } from '../measure/latency-histogram.ts';

/**
 * Latency figures in milliseconds; a percentile that was not measured is left out. `p95LeastMs` is the p95 of the same
 * samples, each less what the measurer itself may have added: the true p95 lies between it and `p95Ms`. It is left out
 * where that was not measured. The same for the other percentiles.
 */
export interface LatencyFigures {
  readonly samples: number;
  readonly avgMs?: number;
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  readonly p99Ms?: number;
  readonly maxMs?: number;
  readonly p50LeastMs?: number;
  readonly p95LeastMs?: number;
  readonly p99LeastMs?: number;
}

/**
 * The figures of a histogram in milliseconds; nothing but the number of samples when it is empty.
 *
 * @param least the same samples, each less what the measurer itself may have added
 */
export function latencyFigures(histogram: LatencyHistogram, least?: LatencyHistogram): LatencyFigures {
  const figuresUs = {
    avgMs: histogram.meanUs,
    p50Ms: histogram.percentileUs(50),
    p95Ms: histogram.percentileUs(95),
    p99Ms: histogram.percentileUs(99),
    maxMs: histogram.maxUs,
    p50LeastMs: least?.percentileUs(50),
    p95LeastMs: least?.percentileUs(95),
    p99LeastMs: least?.percentileUs(99),
  };
  const known = Object.entries(figuresUs).flatMap(([key, us]) =>
    us === undefined ? [] : [[key, us / 1000]],
  );
  return { samples: histogram.count, ...Object.fromEntries(known) };
}

/** The same figures, with those of each histogram in its place. */
export type Summed<Figures> = {
  readonly [Key in keyof Figures]: Figures[Key] extends LatencyHistogram ? LatencyFigures : Figures[Key];
};

/** Replaces each histogram among some figures by its latency figures. */
export function summed<Figures extends object>(figures: Figures): Summed<Figures> {
  const entries = Object.entries(figures).map(([key, value]) => [
    key,
    value instanceof LatencyHistogram ? latencyFigures(value) : value,
  ]);
  return Object.fromEntries(entries);
}
