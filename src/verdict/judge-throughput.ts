import { mean, varianceOfMean } from '../base/statistics/averages.ts';
import { studentQuantile } from '../base/statistics/quantiles.ts';
import type { Judgement, Limit } from './verdict.ts';

/**
 * Holds a rate per second against a limit that it has to exceed. The interval is that of the rates of the single
 * seconds (Student's t), so one slow second in a short burst leaves it open.
 *
 * @param perSecond completed requests in each whole second of the measurement
 */
export function judgeThroughput(perSecond: readonly number[], limit: Limit): Judgement {
  const samples = perSecond.length;
  if (samples === 0)
    return { kind: 'inconclusive', ...limit, samples, interval: {}, reason: 'nothing was measured' };
  const figure = mean(perSecond);
  if (samples === 1) {
    const reason = 'one second alone does not show how much the seconds differ';
    return { kind: 'inconclusive', ...limit, figure, samples, interval: {}, reason };
  }
  const half = studentQuantile(0.05, samples - 1) * Math.sqrt(varianceOfMean(perSecond));
  const judged = {
    ...limit,
    figure,
    samples,
    interval: { lower: Math.max(0, figure - half), upper: figure + half },
  };
  if (judged.interval.lower > limit.limit) return { kind: 'pass', ...judged };
  if (judged.interval.upper <= limit.limit) return { kind: 'fail', ...judged };
  return { kind: 'inconclusive', ...judged, reason: `the interval of ${samples} seconds includes the limit` };
}
