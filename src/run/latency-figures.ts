import type { LatencyHistogram } from '../measure/latency-histogram.ts';
import type { LatencyFigures } from '../record/run-record.ts';

/** The figures of a histogram in milliseconds; nothing but the number of samples when it is empty. */
export function latencyFigures(histogram: LatencyHistogram): LatencyFigures {
  const ms = (us: number | undefined) => (us === undefined ? undefined : us / 1000);
  const figures = {
    avgMs: ms(histogram.meanUs),
    p50Ms: ms(histogram.percentileUs(50)),
    p95Ms: ms(histogram.percentileUs(95)),
    p99Ms: ms(histogram.percentileUs(99)),
    maxMs: ms(histogram.maxUs),
  };
  const known = Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined));
  return { samples: histogram.count, ...known };
}
