import { formatMs } from '../base/format.ts';
import { MEDIAN_NEEDS, medianInterval } from './median-interval.ts';
import type { Judgement, Limit } from './verdict.ts';

/**
 * Holds a journey's step against the limit of its median: a pass when the upper end of the median's 95 % confidence
 * interval is below it, a fail when the lower end is not, and inconclusive in between or with too few visits for an
 * interval.
 *
 * @param warmMs the step's time in each visit but the cold one
 */
export function judgeStep(warmMs: readonly number[], limit: Limit): Judgement {
  const found = medianInterval(warmMs);
  if (found === undefined)
    return { kind: 'inconclusive', ...limit, samples: 0, interval: {}, reason: 'nothing was measured' };
  const { median: figure, samples, lower, upper } = found;
  if (lower === undefined || upper === undefined) {
    const reason = `too few visits: ${samples} after the cold one, a median needs at least ${MEDIAN_NEEDS}`;
    return { kind: 'inconclusive', ...limit, figure, samples, interval: {}, reason };
  }
  const judged = { ...limit, figure, samples, interval: { lower, upper } };
  if (upper < limit.limit) return { kind: 'pass', ...judged };
  if (lower >= limit.limit) return { kind: 'fail', ...judged };
  return {
    kind: 'inconclusive',
    ...judged,
    reason: `the interval of ${samples} visits, ${formatMs(lower)} to ${formatMs(upper)} ms, includes the limit`,
  };
}
