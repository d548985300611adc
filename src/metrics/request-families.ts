import { OUTCOMES } from '../measure/outcome.ts';
import { BucketHistogram, type BucketSeries } from './bucket-histogram.ts';
import type { MetricMaker } from './make-metrics.ts';
import type { OperationMeter } from './operation-meter.ts';

type Meters = readonly OperationMeter[];

/** The families of the requests: how long they took, how they ended, what they brought. */
export function requestFamilies(maker: MetricMaker, meters: Meters): void {
  durations(maker, meters, 'loadtest_http_req_duration_seconds', 'Latency of requests, first byte to last');
  ends(maker, meters, 'loadtest_http_reqs_total', 'Requests that ended, by how they ended');
  const [name, help] = ['loadtest_data_received_bytes_total', 'Bytes of the bodies of answers'];
  maker.collected(name, help, ['operation', 'service'], function () {
    this.reset();
    for (const { labels, bytesReceived } of meters) this.inc(labels, bytesReceived);
  });
}

/** The same of what is measured on sockets: an event is not a request, so sockets have separate families. */
export function socketMeasureFamilies(maker: MetricMaker, meters: Meters): void {
  durations(maker, meters, 'loadtest_socket_duration_seconds', 'Latency of what is measured on sockets');
  ends(maker, meters, 'loadtest_socket_measurements_total', 'Measurements on sockets, by how they ended');
}

function durations(maker: MetricMaker, meters: Meters, name: string, help: string): void {
  new BucketHistogram({
    name,
    help,
    labelNames: ['operation', 'service', 'expected_response'],
    registry: maker.registry,
    // Successes are there from the beginning, as zeros, so that the first of them counts as an increase.
    series: () =>
      meters.flatMap(({ labels, successes, failures }): BucketSeries[] => [
        { labels: { ...labels, expected_response: 'true' }, buckets: successes },
        ...(failures.count === 0
          ? []
          : [{ labels: { ...labels, expected_response: 'false' }, buckets: failures }]),
      ]),
  });
}

function ends(maker: MetricMaker, meters: Meters, name: string, help: string): void {
  maker.collected(name, help, ['operation', 'service', 'outcome'], function () {
    this.reset();
    for (const meter of meters) {
      for (const outcome of OUTCOMES) this.inc({ ...meter.labels, outcome }, meter.count(outcome));
    }
  });
}
