import { varianceOfMean } from '../base/statistics/averages.ts';
import { studentQuantile } from '../base/statistics/quantiles.ts';

/**
 * Half the width of the interval of the difference of two means whose samples may scatter differently: the variances of both means
 * add up, and Student's t has the degrees of freedom (v1 + v2)^2 / (v1^2 / (n1 - 1) + v2^2 / (n2 - 1)), with v = s^2 / n of each
 * side. Those of the noisier side count for more. Welch, The generalization of "Student's" problem when several different
 * population variances are involved, Biometrika 34 (1947); Satterthwaite, Biometrics Bulletin 2 (1946).
 *
 * @param twoSided probability that the interval misses, e.g. 0.001
 * @returns infinity where a side has fewer than two samples
 */
export function welchHalfWidth(base: readonly number[], other: readonly number[], twoSided: number): number {
  const [ofBase, ofOther] = [varianceOfMean(base), varianceOfMean(other)];
  const variance = ofBase + ofOther;
  if (variance === 0) return 0;
  if (!Number.isFinite(variance)) return Number.POSITIVE_INFINITY;
  // By shares of the variance, so that no tiny square is lost.
  const [share, otherShare] = [ofBase / variance, ofOther / variance];
  const degreesOfFreedom = 1 / (share ** 2 / (base.length - 1) + otherShare ** 2 / (other.length - 1));
  // Never less than those of the smaller side, but for rounding.
  const least = Math.min(base.length, other.length) - 1;
  return studentQuantile(twoSided, Math.max(least, degreesOfFreedom)) * Math.sqrt(variance);
}
