/** Several measurements of the same thing. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly times: number;
}

/** The spread of the measurements that there are; null when there is none. Of an even number, the median is the mean of the middle two. */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  const [below, above] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (lowest === undefined || highest === undefined || below === undefined || above === undefined)
    return null;
  return { median: (below + above) / 2, lowest, highest, times: sorted.length };
}
