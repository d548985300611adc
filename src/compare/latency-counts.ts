import type { StoredHistogram } from '../measure/stored-histogram.ts';

/** The samples of a histogram by value: what quantiles and shares are read off. Values rise. */
export class LatencyCounts {
  readonly #valuesUs: readonly number[];
  /** Samples up to and including the value. */
  readonly #upTo: readonly number[];

  private constructor(byValue: ReadonlyMap<number, number>) {
    this.#valuesUs = [...byValue.keys()].sort((a, b) => a - b);
    let sum = 0;
    this.#upTo = this.#valuesUs.map((value) => {
      sum += byValue.get(value) ?? 0;
      return sum;
    });
  }

  /** The samples of all parts together. */
  static of(parts: Iterable<Pick<StoredHistogram, 'forEachBucket'>>): LatencyCounts {
    const byValue = new Map<number, number>();
    for (const part of parts)
      part.forEachBucket((value, count) => byValue.set(value, (byValue.get(value) ?? 0) + count));
    return new LatencyCounts(byValue);
  }

  /** Calls back with each value, rising, and its samples. */
  forEachBucket(use: (valueUs: number, count: number) => void): void {
    this.#valuesUs.forEach((valueUs, index) => {
      use(valueUs, (this.#upTo[index] ?? 0) - (this.#upTo[index - 1] ?? 0));
    });
  }

  get count(): number {
    return this.#upTo.at(-1) ?? 0;
  }

  /** Samples that do not exceed the value. */
  countUpTo(valueUs: number): number {
    const above = firstIndex(this.#valuesUs, (value) => value > valueUs);
    return above === 0 ? 0 : (this.#upTo[above - 1] ?? 0);
  }

  /** The latency in microseconds of the sample with this rank, 1 for the smallest. Ranks outside are undefined. */
  valueAtRankUs(rank: number): number | undefined {
    if (rank < 1 || rank > this.count) return undefined;
    return this.#valuesUs[firstIndex(this.#upTo, (upTo) => upTo >= rank)];
  }

  /** The latency in microseconds that `percentile` per cent of the samples do not exceed; undefined without samples. */
  percentileUs(percentile: number): number | undefined {
    return this.valueAtRankUs(Math.max(1, Math.ceil((percentile / 100) * this.count - 1e-9)));
  }
}

/** Index of the first item for which it holds, where it holds for all after it; the length when it holds for none. */
function firstIndex(items: readonly number[], holds: (item: number) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** One run's samples of an operation: together, and block by block. */
export interface Clusters {
  readonly together: LatencyCounts;
  readonly blocks: readonly LatencyCounts[];
}
