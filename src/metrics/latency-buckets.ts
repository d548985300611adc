/**
 * Upper bounds of the histograms' buckets in seconds, inclusive as Prometheus has it. Every latency limit of the
 * tables is one of them: a share of requests below a limit is then a count and no estimate.
 */
export const BUCKET_BOUNDS_SECONDS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 1, 1.2, 1.5, 2,
  2.4, 2.5, 5, 10, 30, 60,
] as const;

const BOUNDS_US = Float64Array.from(BUCKET_BOUNDS_SECONDS, (seconds) => Math.round(seconds * 1e6));

/**
 * Latencies since the run began, counted by bucket. One addition a sample and nothing else: it is fed by every
 * request, where the histogram of the metrics library takes a microsecond (docs/prometheus.md has the figures).
 */
export class LatencyBuckets {
  /** Samples of each bucket alone, the last of them above every bound. */
  readonly #counts = new Float64Array(BOUNDS_US.length + 1);
  #sumUs = 0;
  #count = 0;

  /** Adds one latency in microseconds. */
  record(latencyUs: number): void {
    let bucket = 0;
    // Most requests end within the first few buckets, so that halving the range would take longer.
    while (bucket < BOUNDS_US.length && latencyUs > (BOUNDS_US[bucket] ?? 0)) bucket += 1;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sumUs += latencyUs;
    this.#count += 1;
  }

  get count(): number {
    return this.#count;
  }

  get sumSeconds(): number {
    return this.#sumUs / 1e6;
  }

  /** Samples up to each bound of {@link BUCKET_BOUNDS_SECONDS}, as Prometheus counts them. */
  cumulative(): number[] {
    let sum = 0;
    return BUCKET_BOUNDS_SECONDS.map((_, bucket) => {
      sum += this.#counts[bucket] ?? 0;
      return sum;
    });
  }
}
