import { judgedErrors } from '../../record/judged-errors.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { subjectWords } from '../../verdict/subject.ts';
import type { RunView } from '../../view/run-view.ts';

/** How Allure shows the figures of a key, and which way is up. */
export interface AllureMetricLook {
  readonly title: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly group: keyof typeof METRIC_GROUPS;
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
 *
 * @returns the figures for Allure's metrics section, their times in ms since 1970, and their looks by key
 */
export function allureMetrics({ record, stepMedians, burstP95Ms }: RunView) {
  const start = Date.parse(record.startedAt);
  const stop = Date.parse(record.endedAt);
  const inMs = (title: string, group: AllureMetricLook['group']) =>
    ({ title, unit: 'ms', better: 'lower', group }) as const;
  const figures: Figure[] = [
    ...trafficFigures(record),
    ...(record.traffic?.operations ?? []).map(({ operation, latency }): Figure => {
      return [`traffic ${operation} p95`, latency.p95Ms, inMs(`${operation} p95`, 'traffic')];
    }),
    ...stepMedians.map(({ journey, step, medianMs }): Figure => {
      const name = subjectWords({ kind: 'step', journey, step });
      return [`journey ${name} median`, medianMs, inMs(name, 'journeys')];
    }),
    ...[...burstP95Ms].map(([operation, p95Ms]): Figure => {
      return [`burst ${operation} p95`, p95Ms, inMs(`burst on ${operation} p95`, 'bursts')];
    }),
  ];
  const measured = figures.flatMap(([key, value, look]) =>
    value === undefined || !Number.isFinite(value) ? [] : [{ key, value: rounded(value), look }],
  );
  return {
    metrics: measured.map(({ key, value }) => ({ id: `${record.runId}:${key}`, key, value, start, stop })),
    looks: Object.fromEntries(measured.map(({ key, look }) => [key, look])),
  };
}

type Figure = readonly [key: string, value: number | undefined, look: AllureMetricLook];

function trafficFigures({ traffic, verdicts }: RunRecord): Figure[] {
  if (traffic === null) return [];
  const { latency, requestsPerSecond } = traffic;
  const { ended, failed } = judgedErrors(traffic, verdicts);
  const overall = (title: string, unit: string, better: AllureMetricLook['better'] = 'lower') =>
    ({ title, unit, better, group: 'overall' }) as const;
  return [
    ['traffic p95', latency.p95Ms, overall('http_req_duration p(95)', 'ms')],
    ['traffic p99', latency.p99Ms, overall('http_req_duration p(99)', 'ms')],
    ['traffic failed', (failed / ended) * 100, overall('http_req_failed', '%')],
    ['traffic rate', requestsPerSecond, overall('http_reqs', '/s', 'higher')],
  ];
}

/** The histograms carry three digits, so a fourth one loses nothing and a fifth would be made up. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
