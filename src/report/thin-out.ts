/**
 * Leaves out what is closest together, so that at most so many items stay: the first one, and the last one of each of
 * equal spans of time.
 *
 * @param items in the order of their times
 * @param atMs when each was, on any clock
 * @param most at least 3
 */
export function thinOut<T>(items: readonly T[], atMs: (item: T) => number, most: number): readonly T[] {
  const [first, last] = [items[0], items.at(-1)];
  if (items.length <= most || first === undefined || last === undefined) return items;
  const spanMs = (atMs(last) - atMs(first)) / (most - 2);
  const span = (item: T) => (spanMs === 0 ? 0 : Math.floor((atMs(item) - atMs(first)) / spanMs));
  return items.filter((item, index) => {
    const next = items[index + 1];
    return index === 0 || next === undefined || span(next) !== span(item);
  });
}
