import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { RunRecord, TrafficRecord } from '../../record/run-record.ts';
import { socketMeasures } from '../../target/socket-measures.ts';
import { measuredId } from '../../verdict/subject.ts';
import type { Verdict, VerdictOwner } from '../../verdict/verdict.ts';
import type { RunView } from '../../view/run-view.ts';
import {
  counterOf,
  GUIDE_METRICS,
  type K6Metric,
  k6Thresholds,
  rateOf,
  trendOf,
  trendOfFigures,
} from './k6-metrics.ts';

const SOCKET_MEASURES: ReadonlySet<string> = new Set(socketMeasures.map(({ id }) => id));

/**
 * A run in the shape of k6's `--summary-export` (as k6 1.8 writes it), so that scripts written for k6 go on working:
 * times in ms, `thresholds` with `true` for a crossed one. Operations are tags, `http_req_duration{operation:deals.get}`.
 * The burst of a round has a metric that names its journey and round, so that each threshold is about the samples next to it:
 * `http_req_duration{operation:deals.create,journey:create-deal,round:1}`.
 * What was not measured is left out, and nothing is added that k6 does not have.
 * Without slices the metrics lack what only a histogram knows, min and p(90).
 */
export function k6Summary(view: RunView) {
  const { record } = view;
  const metrics = new Map<string, K6Metric>();
  const add = (name: string, metric: K6Metric | undefined, thresholds: Record<string, boolean> = {}) => {
    const isJudged = Object.keys(thresholds).length > 0;
    // Requests that never ended can break a limit though nothing was measured.
    if (metric !== undefined || isJudged) metrics.set(name, { ...metric, ...(isJudged && { thresholds }) });
  };
  if (record.traffic !== null) addTraffic(view, record.traffic, add);
  for (const burst of record.bursts) {
    const { operation, outcomes, elapsedMs } = burst;
    const trend = trendOf(view.bursts.get(operation)) ?? trendOfFigures(burst);
    const limits = k6Thresholds(record, isMeasured(operation, { kind: 'burst', operation }), 'latency');
    add(`http_req_duration{operation:${operation}}`, trend, limits);
    const { unfinished = 0, own_fault = 0 } = outcomes;
    const ended = Object.values(outcomes).reduce((sum, count) => sum + count, 0) - unfinished - own_fault;
    add(`http_reqs{operation:${operation}}`, counterOf(ended, elapsedMs));
  }
  for (const { journey, number, burst } of record.rounds) {
    if (burst === undefined) continue;
    const { operation } = burst;
    const limits = k6Thresholds(record, isMeasured(operation, { kind: 'round', journey, number }), 'latency');
    const name = `http_req_duration{operation:${operation},journey:${journey},round:${number}}`;
    add(name, trendOfFigures(burst), limits);
  }
  return {
    root_group: { name: '', path: '', id: idOf(''), groups: {}, checks: checksOf(record) },
    metrics: Object.fromEntries([...metrics].sort(([a], [b]) => a.localeCompare(b, 'en'))),
  };
}

/** {@link k6Summary} as k6 writes it to a file. */
export function k6SummaryJson(view: RunView): string {
  return `${JSON.stringify(k6Summary(view), undefined, 4)}\n`;
}

/** Sockets make no HTTP requests: what is measured on them has a separate trend. */
function nameOf(operation: string): string {
  return SOCKET_MEASURES.has(operation)
    ? `${operation.replaceAll('.', '_')}_duration`
    : `http_req_duration{operation:${operation}}`;
}

type Add = (name: string, metric: K6Metric | undefined, thresholds?: Record<string, boolean>) => void;

function addTraffic({ record, sums, bytesReceived }: RunView, traffic: TrafficRecord, add: Add): void {
  const { elapsedMs, ok, failed } = traffic;
  const { overall, byOperation } = sums ?? {};
  const limits = (id: string) => k6Thresholds(record, isMeasured(id, { kind: 'traffic' }), 'latency');
  const trend = trendOf(overall?.all) ?? trendOfFigures(traffic.latency);
  add('http_req_duration', trend, k6Thresholds(record, isScenario, 'latency'));
  add('http_req_duration{expected_response:true}', trendOf(overall?.successes));
  add('http_req_failed', rateOf(failed, ok), k6Thresholds(record, isScenario, 'errors'));
  add('http_reqs', counterOf(ok + failed, elapsedMs));
  add('checks', rateOf(ok, failed));
  if (sums !== undefined) add('data_received', counterOf(bytesReceived, elapsedMs));
  const own = new Map(
    traffic.operations.map(({ operation, latency }) => [
      operation,
      trendOf(byOperation?.get(operation)?.successes) ?? trendOfFigures(latency),
    ]),
  );
  for (const [operation, operationTrend] of own) add(nameOf(operation), operationTrend, limits(operation));
  for (const [name, operation] of GUIDE_METRICS) add(name, own.get(operation));
  const vus = traffic.slices.map((slice) => slice.vus);
  const [first, last] = [vus[0], vus.at(-1)];
  if (first === undefined || last === undefined) return;
  add('vus', { value: last, min: Math.min(...vus), max: Math.max(...vus) });
  add('vus_max', { value: record.vus, min: record.vus, max: record.vus });
}

const isMeasured =
  (id: string, by: VerdictOwner) =>
  ({ subject, owner }: Verdict) =>
    measuredId(subject) === id && isDeepStrictEqual(owner, by);
const isScenario = ({ subject }: Verdict) => subject.kind === 'scenario';

/** The suite checks each answer against the contract: one check for each operation. */
function checksOf({ traffic }: RunRecord) {
  const requests = (traffic?.operations ?? []).filter(({ operation }) => !SOCKET_MEASURES.has(operation));
  const checks = requests.map(({ operation, ok, failed }) => {
    const name = `${operation} answers as documented`;
    const path = `::${name}`;
    return [name, { name, path, id: idOf(path), passes: ok, fails: failed }] as const;
  });
  return Object.fromEntries(checks);
}

/** k6 identifies groups and checks by the MD5 of their path. */
function idOf(path: string): string {
  return createHash('md5').update(path).digest('hex');
}
