import { Counter, Gauge, type Registry } from 'prom-client';
import type { BurstRecord, RoundRecord } from '../record/round-record.ts';
import { BucketHistogram, type BucketSeries } from './bucket-histogram.ts';
import { LatencyBuckets } from './latency-buckets.ts';

/** The families of the rounds: the journeys' steps as felt in the page, and the bursts behind them. */
export class JourneyFamilies {
  readonly #steps = new Map<string, BucketSeries>();
  readonly #medians: Gauge;
  readonly #rounds: Counter;
  readonly #burstLatency: Gauge;
  readonly #burstRate: Gauge;
  readonly #serviceOf: (operation: string) => string;

  /** @param serviceOf the service of an operation */
  constructor(registry: Registry, serviceOf: (operation: string) => string) {
    this.#serviceOf = serviceOf;
    const registers = [registry];
    new BucketHistogram({
      name: 'loadtest_journey_step_duration_seconds',
      help: 'Time of a step as felt in the page, one sample a visit',
      labelNames: ['journey', 'step'],
      registry,
      series: () => [...this.#steps.values()],
    });
    this.#medians = new Gauge({
      name: 'loadtest_journey_step_median_seconds',
      help: "Median of a step's visits in the journey's last round",
      labelNames: ['journey', 'step'],
      registers,
    });
    this.#rounds = new Counter({
      name: 'loadtest_journey_rounds_total',
      help: 'Rounds that were measured',
      labelNames: ['journey'],
      registers,
    });
    this.#burstLatency = new Gauge({
      name: 'loadtest_burst_req_duration_seconds',
      help: "Latency in an operation's last burst, by quantile",
      labelNames: ['operation', 'service', 'quantile'],
      registers,
    });
    this.#burstRate = new Gauge({
      name: 'loadtest_burst_reqs_per_second',
      help: "Successful requests per second in an operation's last burst",
      labelNames: ['operation', 'service'],
      registers,
    });
  }

  /** Adds a round that has ended. */
  roundEnded({ journey, steps, burst }: RoundRecord): void {
    this.#rounds.inc({ journey });
    for (const { step, visitsMs, medianMs } of steps) {
      const labels = { journey, step };
      const series = this.#steps.get(`${journey}/${step}`) ?? { labels, buckets: new LatencyBuckets() };
      this.#steps.set(`${journey}/${step}`, series);
      for (const ms of visitsMs) series.buckets.record(ms * 1000);
      this.#medians.set(labels, medianMs / 1000);
    }
    if (burst !== undefined) this.#burstEnded(burst);
  }

  #burstEnded({ operation, requestsPerSecond, p50Ms, p95Ms, p99Ms }: BurstRecord): void {
    const labels = { operation, service: this.#serviceOf(operation) };
    this.#burstRate.set(labels, requestsPerSecond);
    for (const [quantile, ms] of Object.entries({ '0.5': p50Ms, '0.95': p95Ms, '0.99': p99Ms })) {
      if (ms !== undefined) this.#burstLatency.set({ ...labels, quantile }, ms / 1000);
    }
  }
}
