import type { BurstRecord, RoundRecord } from '../record/round-record.ts';
import { warmMedianMs } from '../view/felt-time.ts';
import { BucketHistogram, type BucketSeries } from './bucket-histogram.ts';
import { LatencyBuckets } from './latency-buckets.ts';
import type { MetricMaker } from './make-metrics.ts';

/**
 * The families of the rounds: the journeys' steps as felt in the page, and the bursts behind them.
 *
 * @param serviceOf the service of an operation
 * @returns adds a round that has ended
 */
export function journeyFamilies(
  { registry, gauge, counter }: MetricMaker,
  serviceOf: (operation: string) => string,
): (round: RoundRecord) => void {
  const seriesOf = new Map<string, BucketSeries>();
  new BucketHistogram({
    name: 'loadtest_journey_step_duration_seconds',
    help: 'Time of a step as felt in the page, one sample a visit',
    labelNames: ['journey', 'step'],
    registry,
    series: () => [...seriesOf.values()],
  });
  const mediansHelp = "Median of a step's warm visits in the journey's last round that has some";
  const medians = gauge('loadtest_journey_step_median_seconds', mediansHelp, 'journey', 'step');
  const rounds = counter('loadtest_journey_rounds_total', 'Rounds that were measured', 'journey');
  const latencyName = 'loadtest_burst_req_duration_seconds';
  const latencyHelp = "Latency in an operation's last burst, by quantile";
  const burstLatency = gauge(latencyName, latencyHelp, 'operation', 'service', 'quantile');
  const ownHelp = 'At most so much of it is the delay of the measurer itself, by quantile';
  const burstOwn = gauge('loadtest_burst_own_delay_seconds', ownHelp, 'operation', 'service', 'quantile');
  const rateHelp = "Successful requests per second in an operation's last burst";
  const burstRate = gauge('loadtest_burst_reqs_per_second', rateHelp, 'operation', 'service');

  function burstEnded(burst: BurstRecord): void {
    const { operation, requestsPerSecond } = burst;
    const service = serviceOf(operation);
    burstRate.set({ operation, service }, requestsPerSecond);
    const quantiles = [
      ['0.5', burst.p50Ms, burst.p50LeastMs],
      ['0.95', burst.p95Ms, burst.p95LeastMs],
      ['0.99', burst.p99Ms, burst.p99LeastMs],
    ] as const;
    for (const [quantile, ms, leastMs] of quantiles) {
      const labels = { operation, service, quantile };
      // What this burst did not measure would be that of an earlier one.
      if (ms === undefined) burstLatency.remove(labels);
      else burstLatency.set(labels, ms / 1000);
      if (ms === undefined || leastMs === undefined) burstOwn.remove(labels);
      else burstOwn.set(labels, Math.max(0, ms - leastMs) / 1000);
    }
  }

  return ({ journey, steps, burst }) => {
    rounds.inc({ journey });
    for (const record of steps) {
      const { step, visitsMs } = record;
      const medianMs = warmMedianMs(record);
      const labels = { journey, step };
      const series = seriesOf.get(`${journey}/${step}`) ?? { labels, buckets: new LatencyBuckets() };
      seriesOf.set(`${journey}/${step}`, series);
      for (const ms of visitsMs) series.buckets.record(ms * 1000);
      if (medianMs !== undefined) medians.set(labels, medianMs / 1000);
    }
    if (burst !== undefined) burstEnded(burst);
  };
}
