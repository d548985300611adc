import { formatMs } from '../base/format.ts';
import type { LatencyFigures, TrafficRecord } from '../record/run-record.ts';
import { GUIDE_METRICS } from './export/guide-metrics.ts';

/** The metrics that the guide reads off k6, by k6's names: name and values. */
export function k6Metrics(traffic: TrafficRecord): [name: string, values: string][] {
  const ended = traffic.sent - traffic.unfinished;
  const failedRate = ended === 0 ? '-' : `${((traffic.failed / ended) * 100).toFixed(2)}%`;
  return [
    ['http_req_duration', trend(traffic.latency)],
    ['http_req_failed', `${failedRate} ${traffic.failed} of ${ended}`],
    ['http_reqs', `${traffic.sent} ${traffic.requestsPerSecond.toFixed(1)}/s`],
    ...GUIDE_METRICS.map(([name, operation]): [string, string] => {
      const found = traffic.operations.find((each) => each.operation === operation);
      return [
        name,
        found === undefined || found.latency.samples === 0 ? 'not measured' : trend(found.latency),
      ];
    }),
  ];
}

function trend({ samples, avgMs, p95Ms, p99Ms, maxMs }: LatencyFigures): string {
  const value = (ms: number | undefined) => (ms === undefined ? '-' : `${formatMs(ms)}ms`);
  return `avg=${value(avgMs)} p(95)=${value(p95Ms)} p(99)=${value(p99Ms)} max=${value(maxMs)} (${samples} samples)`;
}
