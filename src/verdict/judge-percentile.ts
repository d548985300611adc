import type { LatencyHistogram } from '../measure/latency-histogram.ts';
import { percentileRanks, samplesNeeded } from './percentile-interval.ts';
import { type Judgement, judgeEstimate, type Limit } from './verdict.ts';

/**
 * Judges a percentile of the samples by a limit in milliseconds, with the 95 % interval of {@link percentileRanks}.
 *
 * @param percentile 0 to 100, e.g. 95
 */
export function judgePercentile(histogram: LatencyHistogram, percentile: number, limit: Limit): Judgement {
  const samples = histogram.count;
  const ranks = percentileRanks(samples, percentile);
  const [lower, upper] = [ranks.lower, ranks.upper].map((rank) =>
    rank === undefined ? undefined : inMs(histogram.valueAtRankUs(rank)),
  );
  const figure = inMs(histogram.percentileUs(percentile));
  const interval = { ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) };
  return judgeEstimate(limit, { figure, samples, interval }, whatIsMissing(samples, percentile, upper));
}

function inMs(us: number | undefined): number | undefined {
  return us === undefined ? undefined : us / 1000;
}

function whatIsMissing(samples: number, percentile: number, upperMs: number | undefined): string {
  const needed = samplesNeeded(percentile);
  if (upperMs === undefined && samples < needed)
    return `too few samples: ${samples}, a p${percentile} needs at least ${needed}`;
  return `the interval of ${samples} samples includes the limit`;
}
