import { studentQuantile } from './student-quantile.ts';
import type { Limit, Verdict } from './verdict.ts';

/**
 * Holds a rate per second against a limit that it has to exceed. The interval is that of the rates of the single
 * seconds (Student's t), so one slow second in a short burst leaves it open.
 *
 * @param perSecond completed requests in each whole second of the measurement
 */
export function judgeThroughput(perSecond: readonly number[], limit: Limit): Verdict {
  const samples = perSecond.length;
  if (samples === 0)
    return { kind: 'inconclusive', ...limit, samples, interval: {}, reason: 'nothing was measured' };
  const mean = perSecond.reduce((sum, count) => sum + count, 0) / samples;
  if (samples === 1) {
    const reason = 'one second alone does not show how much the seconds differ';
    return { kind: 'inconclusive', ...limit, figure: mean, samples, interval: {}, reason };
  }
  const variance = perSecond.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (samples - 1);
  const half = studentQuantile(samples - 1) * Math.sqrt(variance / samples);
  const judged = {
    ...limit,
    figure: mean,
    samples,
    interval: { lower: Math.max(0, mean - half), upper: mean + half },
  };
  if (judged.interval.lower > limit.limit) return { kind: 'pass', ...judged };
  if (judged.interval.upper <= limit.limit) return { kind: 'fail', ...judged };
  return { kind: 'inconclusive', ...judged, reason: `the interval of ${samples} seconds includes the limit` };
}
