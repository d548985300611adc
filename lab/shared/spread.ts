import { median } from '../../src/base/statistics/averages.ts';

/** Several measurements of the same thing. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly times: number;
}

/** The spread of the values that are not null; null when there is none. */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null);
  const middle = median(known);
  if (middle === undefined) return null;
  return { median: middle, lowest: Math.min(...known), highest: Math.max(...known), times: known.length };
}
