import type { LatencyHistogram } from '../measure/latency-histogram.ts';
import { percentileRanks, samplesNeeded } from './percentile-interval.ts';
import type { Judgement, Limit } from './verdict.ts';

/**
 * Holds a percentile of the samples against a limit in milliseconds. The limit is exclusive as the tables write it
 * (`< 500ms`): the verdict is a pass when the upper end of the 95 % confidence interval is below it, a fail when
 * the lower end is not, and inconclusive in between.
 *
 * @param percentile 0 to 100, e.g. 95
 */
export function judgePercentile(histogram: LatencyHistogram, percentile: number, limit: Limit): Judgement {
  const samples = histogram.count;
  const figureUs = histogram.percentileUs(percentile);
  if (figureUs === undefined)
    return { kind: 'inconclusive', ...limit, samples, interval: {}, reason: 'nothing was measured' };
  const ranks = percentileRanks(samples, percentile);
  const lowerUs = ranks.lower === undefined ? undefined : histogram.valueAtRankUs(ranks.lower);
  const upperUs = ranks.upper === undefined ? undefined : histogram.valueAtRankUs(ranks.upper);
  const judged = {
    ...limit,
    figure: figureUs / 1000,
    samples,
    interval: {
      ...(lowerUs !== undefined && { lower: lowerUs / 1000 }),
      ...(upperUs !== undefined && { upper: upperUs / 1000 }),
    },
  };
  if (judged.interval.lower !== undefined && judged.interval.lower >= limit.limit)
    return { kind: 'fail', ...judged };
  if (judged.interval.upper !== undefined && judged.interval.upper < limit.limit)
    return { kind: 'pass', ...judged };
  return {
    kind: 'inconclusive',
    ...judged,
    reason: whatIsMissing(samples, percentile, judged.interval.upper),
  };
}

function whatIsMissing(samples: number, percentile: number, upperMs: number | undefined): string {
  const needed = samplesNeeded(percentile);
  if (upperMs === undefined && samples < needed)
    return `too few samples: ${samples}, a p${percentile} needs at least ${needed}`;
  return `the interval of ${samples} samples includes the limit`;
}
