import { subjectWords } from '../../verdict/subject.ts';
import type { RunView } from '../../view/run-view.ts';

/** One figure in Allure's performance file. Times are milliseconds since 1970. */
export interface AllureMetric {
  readonly id: string;
  readonly key: string;
  readonly value: number;
  readonly start: number;
  readonly stop: number;
}

/** How Allure shows the figures of a key, and which way is up. */
export interface AllureMetricLook {
  readonly title: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly group: keyof typeof METRIC_GROUPS;
}

/** The figures of a run for Allure's metrics section, with their looks by key. */
export interface AllureMetrics {
  readonly metrics: readonly AllureMetric[];
  readonly looks: Readonly<Record<string, AllureMetricLook>>;
}

/** Titles of the groups; Allure sorts by them. */
export const METRIC_GROUPS = {
  overall: { title: 'All traffic together' },
  journeys: { title: 'Journeys: median of each step, as felt in the page' },
  traffic: { title: 'Traffic: p95 of each operation' },
  bursts: { title: 'Bursts: p95 of each operation' },
} as const;

/**
 * The run's figures as Allure compares them from run to run: p95 of each operation, in the traffic and in its burst,
 * the median of each journey step over all visits of the run, and the traffic's totals. A figure that was not
 * measured is left out: an absent one is not a fast one.
 */
export function allureMetrics({ record, stepMedians, burstP95Ms }: RunView): AllureMetrics {
  const start = Date.parse(record.startedAt);
  const stop = Date.parse(record.endedAt);
  const metrics: AllureMetric[] = [];
  const looks: Record<string, AllureMetricLook> = {};
  const add = (key: string, value: number | undefined, look: AllureMetricLook) => {
    if (value === undefined || !Number.isFinite(value)) return;
    metrics.push({ id: `${record.runId}:${key}`, key, value: rounded(value), start, stop });
    looks[key] = look;
  };

  const { traffic } = record;
  if (traffic !== null) {
    const ended = traffic.sent - traffic.unfinished;
    add('traffic p95', traffic.latency.p95Ms, inMs('http_req_duration p(95)', 'overall'));
    add('traffic p99', traffic.latency.p99Ms, inMs('http_req_duration p(99)', 'overall'));
    add('traffic failed', ended === 0 ? undefined : (traffic.failed / ended) * 100, {
      title: 'http_req_failed',
      unit: '%',
      better: 'lower',
      group: 'overall',
    });
    add('traffic rate', traffic.requestsPerSecond, {
      title: 'http_reqs',
      unit: '/s',
      better: 'higher',
      group: 'overall',
    });
    for (const { operation, latency } of traffic.operations) {
      add(`traffic ${operation} p95`, latency.p95Ms, inMs(`${operation} p95`, 'traffic'));
    }
  }
  for (const { journey, step, medianMs } of stepMedians) {
    const name = subjectWords({ kind: 'step', journey, step });
    add(`journey ${name} median`, medianMs, inMs(name, 'journeys'));
  }
  for (const [operation, p95Ms] of burstP95Ms) {
    add(`burst ${operation} p95`, p95Ms, inMs(`burst on ${operation} p95`, 'bursts'));
  }
  return { metrics, looks };
}

function inMs(title: string, group: AllureMetricLook['group']): AllureMetricLook {
  return { title, unit: 'ms', better: 'lower', group };
}

/** The histograms carry three digits, so a fourth one loses nothing and a fifth would be made up. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
