import { counted } from '../base/format.ts';
import { normalQuantile } from '../base/statistics/quantiles.ts';
import { type Judgement, judgeEstimate, type Limit } from './verdict.ts';

/**
 * Judges a share (errors, or availability) by a limit between 0 and 1, by Wilson's score interval: unlike the
 * plain normal one it stays sensible at 0 and 1 and with few samples.
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).
 *
 * @param hits how many of the samples count, e.g. failed requests
 * @param own how many hits fewer there would be, or more of what is wanted, if everything that the measurer itself may
 * have caused were taken off
 */
export function judgeShare(hits: number, samples: number, limit: Limit, own = 0): Judgement {
  const isBelow = limit.direction === 'below';
  const best = isBelow ? Math.max(0, hits - own) : Math.min(samples, hits + own);
  const [alone, atBest] = [wilsonInterval(hits, samples), wilsonInterval(best, samples)];
  const interval = isBelow
    ? { lower: atBest.lower, upper: alone.upper }
    : { lower: alone.lower, upper: atBest.upper };
  const estimate = { figure: hits / samples, ...(own > 0 && { least: best / samples }), samples, interval };
  return judgeEstimate(
    limit,
    estimate,
    `the interval of ${counted(samples, 'sample')} includes the limit`,
    alone,
  );
}

/** How many samples without a single hit show that a share is below a limit: the score interval's upper end for 0 hits. */
export function samplesForShare(limit: number): number {
  const z = normalQuantile(0.975);
  return Math.ceil((z * z * (1 - limit)) / limit);
}

/** 95 % score interval of a share. */
export function wilsonInterval(hits: number, samples: number): { lower: number; upper: number } {
  const z = normalQuantile(0.975);
  const share = hits / samples;
  const scale = 1 + (z * z) / samples;
  const middle = (share + (z * z) / (2 * samples)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / samples + (z * z) / (4 * samples * samples));
  return { lower: hits === 0 ? 0 : middle - half, upper: hits === samples ? 1 : middle + half };
}
