import { counted } from '../base/format.ts';
import { mean, varianceOfMean } from '../base/statistics/averages.ts';
import { studentQuantile } from '../base/statistics/quantiles.ts';
import { type Judgement, judgeEstimate, type Limit } from './verdict.ts';

/**
 * Judges a rate per second by a limit that it has to exceed. The interval is that of the rates of the single
 * seconds (Student's t), so one slow second in a short burst leaves it open.
 *
 * @param perSecond completed requests in each whole second of the measurement
 * @param mostPerSecond what the rate may have been at most without the measurer's own delay: a measurer that reads replies
 * late sends its next requests late, so it makes a target look slower than it is. Left out where nobody watched.
 */
export function judgeThroughput(
  perSecond: readonly number[],
  limit: Limit,
  mostPerSecond?: number,
): Judgement {
  const samples = perSecond.length;
  const figure = mean(perSecond);
  if (samples === 1)
    return judgeEstimate(
      limit,
      { figure, samples, interval: {} },
      'one second alone does not show how much the seconds differ',
    );
  const half = studentQuantile(0.05, samples - 1) * Math.sqrt(varianceOfMean(perSecond));
  const alone = { lower: Math.max(0, figure - half), upper: figure + half };
  const least = mostPerSecond === undefined ? undefined : Math.max(figure, mostPerSecond);
  const interval = { ...alone, upper: Math.max(alone.upper, (least ?? figure) + half) };
  return judgeEstimate(
    limit,
    { figure, ...(least !== undefined && { least }), samples, interval },
    `the interval of ${counted(samples, 'second')} includes the limit`,
    alone,
  );
}
