import { normalQuantile } from '../base/statistics/quantiles.ts';
import { type Judgement, judgeEstimate, type Limit } from './verdict.ts';

/**
 * Judges a share (errors, or availability) by a limit between 0 and 1, by Wilson's score interval: unlike the
 * plain normal one it stays sensible at 0 and 1 and with few samples.
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).
 *
 * @param hits how many of the samples count, e.g. failed requests
 */
export function judgeShare(hits: number, samples: number, limit: Limit): Judgement {
  const estimate = { figure: hits / samples, samples, interval: wilsonInterval(hits, samples) };
  return judgeEstimate(limit, estimate, `the interval of ${samples} samples includes the limit`);
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
