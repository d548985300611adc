import { LatencyHistogram } from '../../src/measure/latency-histogram.ts';

/** A histogram of these latencies, in microseconds. */
export function histogramOf(latenciesUs: Iterable<number>): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const us of latenciesUs) histogram.record(us);
  return histogram;
}

/** A histogram of requests that all took the same time. */
export function constantHistogram(ms: number, count = 1_000): LatencyHistogram {
  return histogramOf(Array.from({ length: count }, () => ms * 1_000));
}
