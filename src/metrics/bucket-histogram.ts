import { Histogram, type Registry } from 'prom-client';
import { BUCKET_BOUNDS_SECONDS, type LatencyBuckets } from './latency-buckets.ts';

/** Latencies with the labels that tell them from the others of their family. */
export interface BucketSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly buckets: LatencyBuckets;
}

export interface BucketHistogramOptions {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly registry: Registry;
  /** What there is to tell, asked at each reading. */
  series(): readonly BucketSeries[];
}

/** A histogram of the metrics library that prints {@link LatencyBuckets} instead of samples that it collected. */
export class BucketHistogram extends Histogram {
  readonly #options: BucketHistogramOptions;
  /** What the library says of a histogram besides its values. */
  readonly #description: Histogram;

  constructor(options: BucketHistogramOptions) {
    const { name, help, labelNames, registry } = options;
    const configuration = { name, help, labelNames, buckets: [...BUCKET_BOUNDS_SECONDS] };
    super({ ...configuration, registers: [registry] });
    this.#options = options;
    this.#description = new Histogram({ ...configuration, registers: [] });
  }

  override async get(): ReturnType<Histogram['get']> {
    const { name, series } = this.#options;
    const values = series().flatMap(({ labels, buckets }) => {
      const counts = buckets.cumulative();
      return [
        ...BUCKET_BOUNDS_SECONDS.map((bound, index) => ({
          metricName: `${name}_bucket`,
          labels: { ...labels, le: bound },
          value: counts[index] ?? 0,
        })),
        { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: buckets.count },
        { metricName: `${name}_sum`, labels, value: buckets.sumSeconds },
        { metricName: `${name}_count`, labels, value: buckets.count },
      ];
    });
    return { ...(await this.#description.get()), values };
  }

  /** What the registry asks when it prints text, if a metric has it; the library's types leave it out. */
  getForPromString(): ReturnType<Histogram['get']> {
    return this.get();
  }
}
