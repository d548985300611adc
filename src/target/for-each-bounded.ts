/**
 * Does something for each item, with at most `concurrency` under way.
 *
 * @throws what `work` throws; items not begun by then are not begun
 */
export async function forEachBounded<Item>(
  items: Iterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let stopped = false;
  const worker = async (): Promise<void> => {
    while (!stopped) {
      const next = iterator.next();
      if (next.done === true) return;
      try {
        await work(next.value);
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
}
