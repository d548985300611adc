/**
 * Percentile by nearest rank, as HdrHistogram defines it: the smallest value that is at least as large as the given
 * share of all values. Undefined without values.
 * @param percentile above 0, up to 100
 */
export function exactPercentile(sorted: ArrayLike<number>, percentile: number): number | undefined {
  return sorted[Math.max(0, Math.ceil((percentile / 100) * sorted.length) - 1)];
}
