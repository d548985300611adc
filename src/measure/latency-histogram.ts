import type { Histogram } from 'hdr-histogram-js';
import hdr from 'hdr-histogram-js';
import { isPercentileMeasured } from '../base/statistics/quantiles.ts';

/** Two minutes: past every timeout of the suite, so that nothing measured is ever clipped in practice. */
const HIGHEST_US = 120_000_000;

/**
 * Latencies in microseconds with three significant digits: any percentile is off by at most 0.1 %, whatever the
 * number of samples, and 75 KB of memory stay 75 KB. Backed by HdrHistogram.
 */
export class LatencyHistogram {
  readonly #histogram: Histogram;
  #sumUs = 0;
  #maxUs = 0;

  constructor(histogram?: Histogram) {
    this.#histogram = histogram ?? emptyHistogram();
    if (histogram !== undefined && histogram.totalCount > 0) {
      this.#sumUs = histogram.mean * histogram.totalCount;
      this.#maxUs = histogram.maxValue;
    }
  }

  /** Adds one latency in microseconds. Below 1 it counts as 1; above two minutes as two minutes. */
  record(latencyUs: number): void {
    const us = latencyUs < 1 ? 1 : latencyUs > HIGHEST_US ? HIGHEST_US : Math.round(latencyUs);
    this.#histogram.recordValue(us);
    this.#sumUs += us;
    if (us > this.#maxUs) this.#maxUs = us;
  }

  /** Adds all samples of `other`: exactly the histogram of both recorded together. */
  add(other: LatencyHistogram): void {
    if (other.count === 0) return;
    this.#histogram.add(other.#histogram);
    this.#sumUs += other.#sumUs;
    this.#maxUs = Math.max(this.#maxUs, other.#maxUs);
  }

  /** Adds samples that fell into one bucket; for the bounds of a bucket as a stored histogram has them. */
  addBucket(lowestUs: number, highestUs: number, count: number): void {
    this.#histogram.recordValueWithCount(lowestUs, count);
    this.#sumUs += ((lowestUs + highestUs + 1) >> 1) * count;
    if (highestUs > this.#maxUs) this.#maxUs = highestUs;
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  /** Arithmetic mean in microseconds, or undefined when nothing was recorded. A single sample has one value everywhere. */
  get meanUs(): number | undefined {
    if (this.count <= 1) return this.maxUs;
    return this.#sumUs / this.count;
  }

  /** Largest sample in microseconds, or undefined when nothing was recorded. */
  get maxUs(): number | undefined {
    return this.count === 0 ? undefined : this.#maxUs;
  }

  /** Smallest sample in microseconds, or undefined when nothing was recorded. */
  get minUs(): number | undefined {
    if (this.count <= 1) return this.maxUs;
    return this.#histogram.minNonZeroValue;
  }

  /**
   * The latency in microseconds that `percentile` per cent of the samples do not exceed; undefined when the samples are
   * too few to measure it, see {@link isPercentileMeasured}.
   */
  percentileUs(percentile: number): number | undefined {
    return isPercentileMeasured(percentile, this.count) ? this.#atUs(percentile) : undefined;
  }

  /** The latency in microseconds of the sample with this rank, 1 for the smallest. Ranks outside are undefined. */
  valueAtRankUs(rank: number): number | undefined {
    if (rank < 1 || rank > this.count) return undefined;
    // HdrHistogram rounds percentile x count up. The middle of the rank's share lands on the rank for certain; its
    // upper edge would, by a floating-point error, now and then land on the next one.
    return this.#atUs(((rank - 0.5) / this.count) * 100);
  }

  /** The share of the samples that took this long or longer, in microseconds; 0 without samples. */
  shareFrom(latencyUs: number): number {
    let [below, from] = [0, this.count + 1];
    while (from - below > 1) {
      const middle = Math.floor((below + from) / 2);
      if ((this.valueAtRankUs(middle) ?? 0) < latencyUs) below = middle;
      else from = middle;
    }
    return this.count === 0 ? 0 : (this.count - below) / this.count;
  }

  #atUs(percentile: number): number {
    return Math.min(this.#histogram.getValueAtPercentile(percentile), this.#maxUs);
  }

  reset(): void {
    this.#histogram.reset();
    this.#sumUs = 0;
    this.#maxUs = 0;
  }

  /** HdrHistogram's own interchange format (V2, compressed, base64), readable by its tools in any language. */
  encode(): string {
    return hdr.encodeIntoCompressedBase64(this.#histogram);
  }

  /** Reads what {@link encode} wrote. The mean of a decoded histogram is that of its buckets (0.1 % off at most). */
  static decode(text: string): LatencyHistogram {
    return new LatencyHistogram(hdr.decodeFromCompressedBase64(text, 32, false));
  }

  /** A new histogram with the samples of all. */
  static merge(parts: Iterable<LatencyHistogram>): LatencyHistogram {
    const all = new LatencyHistogram();
    for (const part of parts) all.add(part);
    return all;
  }
}

/** A histogram of HdrHistogram without samples. */
export function emptyHistogram(significantDigits: 2 | 3 = 3): Histogram {
  return hdr.build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_US,
    numberOfSignificantValueDigits: significantDigits,
    bitBucketSize: 32,
    autoResize: false,
    useWebAssembly: false,
  });
}
