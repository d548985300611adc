import { median } from '../../../src/base/statistics/averages.ts';

/** Several measurements of the same thing. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly times: number;
}

/** The spread of the measurements that there are; null when there is none. Of an even number, the median is the mean of the middle two. */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null);
  const middle = median(known);
  if (middle === undefined) return null;
  return { median: middle, lowest: Math.min(...known), highest: Math.max(...known), times: known.length };
}
