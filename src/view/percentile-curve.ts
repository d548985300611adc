import type { LatencyHistogram } from '../measure/latency-histogram.ts';

/** Percentiles and their latencies in milliseconds, rising; the last one is 100, the slowest sample. */
export type PercentileCurve = readonly (readonly [percentile: number, ms: number])[];

/** Those that people ask for by name. */
const NAMED = [50, 75, 90, 95, 99, 99.9, 99.99, 99.999];
/** Points for each nine of the curve. */
const PER_NINE = 8;

/**
 * The percentile curve of a histogram: even steps on the axis of nines (90, 99, 99.9 …), where a tail can be seen,
 * and no further than its samples go: with 1,000 of them 99.9 is the last before the slowest.
 */
export function percentileCurve(histogram: LatencyHistogram): PercentileCurve {
  const { count, maxUs } = histogram;
  if (maxUs === undefined) return [];
  const nines = Math.log10(count);
  const even = Array.from(
    { length: Math.floor(nines * PER_NINE) + 1 },
    (_, step) => 100 * (1 - 10 ** (-step / PER_NINE)),
  );
  const wanted = [...even, ...NAMED.filter((percentile) => Math.log10(100 / (100 - percentile)) <= nines)];
  const percentiles = [...new Set(wanted.map((percentile) => round(percentile, 4)))].sort((a, b) => a - b);
  return [
    ...percentiles.map((percentile): [number, number] => [
      percentile,
      round((histogram.percentileUs(percentile) ?? 0) / 1000, 3),
    ]),
    [100, round(maxUs / 1000, 3)],
  ];
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
