/** 97.5 % quantiles of Student's t distribution for 1 to 30 degrees of freedom. Source: any table of t. */
const TWO_SIDED_95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;
/** Above 30 degrees of freedom the normal quantile is off by less than 4 %. */
const NORMAL = 1.96;

/**
 * How many standard errors a mean of few samples may be off, with 95 % confidence.
 * @param degreesOfFreedom number of samples minus 1; below 1 nothing bounds it
 */
export function studentQuantile(degreesOfFreedom: number): number {
  if (degreesOfFreedom < 1) return Number.POSITIVE_INFINITY;
  return TWO_SIDED_95[Math.floor(degreesOfFreedom) - 1] ?? NORMAL;
}
