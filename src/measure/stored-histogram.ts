import hdr from 'hdr-histogram-js';
import { LatencyHistogram } from './latency-histogram.ts';

/**
 * A histogram read from disk. It keeps only the buckets that are in use: a soak has tens of thousands of histograms, each
 * of a few dozen samples, and a {@link LatencyHistogram} takes 75 KB. Reading one costs far more than adding it up, so
 * every text is read once and all sums are made from this form.
 */
export class StoredHistogram {
  readonly #lowestUs: readonly number[];
  readonly #highestUs: readonly number[];
  readonly #counts: readonly number[];
  readonly count: number;

  private constructor(lowestUs: readonly number[], highestUs: readonly number[], counts: readonly number[]) {
    this.#lowestUs = lowestUs;
    this.#highestUs = highestUs;
    this.#counts = counts;
    this.count = counts.reduce((sum, count) => sum + count, 0);
  }

  /** Reads what `LatencyHistogram.encode` wrote. */
  static decode(text: string): StoredHistogram {
    const histogram = hdr.decodeFromCompressedBase64(text, 32, false);
    if (!(histogram instanceof hdr.JsHistogram))
      throw new Error('stored histogram: found one that is not held in memory, right would be a plain one');
    const [lowestUs, highestUs, counts]: [number[], number[], number[]] = [[], [], []];
    const last = histogram.totalCount === 0 ? -1 : histogram.countsArrayIndex(histogram.maxValue);
    for (let index = 0; index <= last; index += 1) {
      const count = histogram.getCountAtIndex(index);
      if (count === 0) continue;
      const valueUs = histogram.valueFromIndex(index);
      lowestUs.push(valueUs);
      highestUs.push(histogram.highestEquivalentValue(valueUs));
      counts.push(count);
    }
    return new StoredHistogram(lowestUs, highestUs, counts);
  }

  /** Adds up histograms; exactly the histogram of all their samples recorded together. */
  static sum(parts: Iterable<StoredHistogram>): LatencyHistogram {
    const all = new LatencyHistogram();
    for (const part of parts) part.addTo(all);
    return all;
  }

  /** Adds the samples to a histogram. */
  addTo(histogram: LatencyHistogram): void {
    for (const [index, lowestUs] of this.#lowestUs.entries())
      histogram.addBucket(lowestUs, this.#highestUs[index] ?? lowestUs, this.#counts[index] ?? 0);
  }

  /** Calls back with each bucket in use, rising: its highest latency in microseconds, and its samples. */
  forEachBucket(use: (highestUs: number, count: number) => void): void {
    for (const [index, highestUs] of this.#highestUs.entries()) use(highestUs, this.#counts[index] ?? 0);
  }
}
