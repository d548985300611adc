import type { LatencyHistogram } from '../measure/latency-histogram.ts';
import { percentileRanks, samplesNeeded } from './percentile-interval.ts';
import type { Judgement, Limit } from './verdict.ts';

/**
 * Judges a percentile of the samples by a limit in milliseconds. The limit is exclusive, as the tables write it
 * (`< 500ms`): the verdict is a pass if the upper end of the 95 % confidence interval is below it, a fail if the lower
 * end is not, and inconclusive in between. Few samples can show that a percentile is over its limit without measuring
 * it; the verdict's figure is then the lower end.
 *
 * @param percentile 0 to 100, e.g. 95
 */
export function judgePercentile(histogram: LatencyHistogram, percentile: number, limit: Limit): Judgement {
  const samples = histogram.count;
  if (samples === 0)
    return { kind: 'inconclusive', ...limit, samples, interval: {}, reason: 'nothing was measured' };
  const ranks = percentileRanks(samples, percentile);
  const lowerUs = ranks.lower === undefined ? undefined : histogram.valueAtRankUs(ranks.lower);
  const upperUs = ranks.upper === undefined ? undefined : histogram.valueAtRankUs(ranks.upper);
  const [lower, upper] = [inMs(lowerUs), inMs(upperUs)];
  const figure = inMs(histogram.percentileUs(percentile));
  const interval = { ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) };
  const judged = { ...limit, samples, interval };
  if (lower !== undefined && lower >= limit.limit)
    return figure === undefined
      ? { kind: 'fail', ...judged, figure: lower, isAtLeast: true }
      : { kind: 'fail', ...judged, figure };
  if (figure !== undefined && upper !== undefined && upper < limit.limit)
    return { kind: 'pass', ...judged, figure };
  return {
    kind: 'inconclusive',
    ...judged,
    ...(figure !== undefined && { figure }),
    reason: whatIsMissing(samples, percentile, upper),
  };
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
