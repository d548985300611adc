import jStat from 'jstat';

/** From here on the t and the normal distribution agree to five digits, and jstat's t loses its own from 10^8 on. */
const AS_GOOD_AS_NORMAL = 1e6;

/** The value that a standard normal variable stays below with this probability (between 0 and 1). */
export function normalQuantile(probability: number): number {
  return jStat.normal.inv(probability, 0, 1);
}

/**
 * The number of standard errors by which a mean of few samples may be off: the value of Student's t distribution whose
 * absolute value is exceeded with this probability.
 *
 * @param twoSided probability of both tails together, for example 0.05 for a 95 % interval
 * @param degreesOfFreedom number of samples minus 1, not necessarily whole; below 1 the result is infinity
 */
export function studentQuantile(twoSided: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom < 1) return Number.POSITIVE_INFINITY;
  if (degreesOfFreedom > AS_GOOD_AS_NORMAL) return -normalQuantile(twoSided / 2);
  return -jStat.studentt.inv(twoSided / 2, degreesOfFreedom);
}

/**
 * Whether this many samples measure a percentile: at least one of them has to lie beyond it. With fewer the percentile
 * would be the largest sample under another name. A p95 needs 20 samples, a p99 needs 100.
 *
 * @param percentile 0 to 100; 100 is the largest sample and no percentile
 */
export function isPercentileMeasured(percentile: number, samples: number): boolean {
  // 1 - 0.99 is a little more or less than 0.01 in floating point, so the comparison leaves room for that.
  return samples * (100 - percentile) >= 100 - 1e-9;
}
