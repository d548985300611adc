import type { LatencyHistogram } from '../measure/latency-histogram.ts';
import { type LatencyFigures, latencyFigures } from '../record/latency-figures.ts';

/** Latency figures in milliseconds with those that only a histogram knows, for programs that read them as k6 writes them. */
export interface LatencyTrend extends LatencyFigures {
  readonly minMs?: number;
  readonly p90Ms?: number;
}

/** The trend of a histogram; undefined when nothing was measured. A percentile that was not measured is left out. */
export function latencyTrend(histogram: LatencyHistogram): LatencyTrend | undefined {
  if (histogram.count === 0) return undefined;
  const [minUs, p90Us] = [histogram.minUs, histogram.percentileUs(90)];
  return {
    ...latencyFigures(histogram),
    ...(minUs !== undefined && { minMs: minUs / 1000 }),
    ...(p90Us !== undefined && { p90Ms: p90Us / 1000 }),
  };
}

type Histograms = Iterable<readonly [id: string, histogram: LatencyHistogram]>;

/**
 * The trends of a run.
 * @param overall of all requests of the traffic, and of those that succeeded
 * @param byOperation of the successes, by id of the operation or of what was measured on sockets
 * @param bursts of the successes, by operation
 */
export function runTrends(
  overall: { readonly all: LatencyHistogram; readonly successes: LatencyHistogram },
  byOperation: Histograms,
  bursts: Histograms,
) {
  return {
    all: latencyTrend(overall.all),
    successes: latencyTrend(overall.successes),
    byOperation: latencyTrends(byOperation),
    bursts: latencyTrends(bursts),
  };
}

/** The trends of some histograms, by the same ids; without those in which nothing was measured. */
function latencyTrends(histograms: Histograms): ReadonlyMap<string, LatencyTrend> {
  const trends = new Map<string, LatencyTrend>();
  for (const [id, histogram] of histograms) {
    const trend = latencyTrend(histogram);
    if (trend !== undefined) trends.set(id, trend);
  }
  return trends;
}
