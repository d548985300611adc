import * as statistics from 'simple-statistics';

/** The sum; 0 for an empty list. Rounding errors do not add up (Kahan-Babuska summation). */
export function sum(values: readonly number[]): number {
  return statistics.sum(values);
}

/** The sums of some fields over a list; 0 each for an empty list. */
export function sums<Key extends string>(
  parts: readonly Readonly<Record<Key, number>>[],
  keys: readonly Key[],
): Record<Key, number> {
  const entries = keys.map((key) => [key, sum(parts.map((part) => part[key]))]);
  return Object.fromEntries(entries);
}

/** The arithmetic mean; not a number for an empty list. */
export function mean(values: readonly number[]): number {
  return statistics.sum(values) / values.length;
}

/** The median, which is the mean of the middle two when the count is even; undefined for an empty list. */
export function median(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : statistics.median(values);
}

/**
 * How much a mean of so many samples would vary if the samples were drawn again: the square of its standard error.
 * Infinity for fewer than two samples, which say nothing about how much they vary.
 */
export function varianceOfMean(values: readonly number[]): number {
  if (values.length < 2) return Number.POSITIVE_INFINITY;
  return statistics.sampleVariance(values) / values.length;
}
