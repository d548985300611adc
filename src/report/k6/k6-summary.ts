import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { EndedRequests } from '../../record/counted-errors.ts';
import { errorsOfNormalLoad, judgedErrors } from '../../record/judged-errors.ts';
import type { RunRecord, TrafficRecord } from '../../record/run-record.ts';
import { isSocketMeasure } from '../../target/socket-measures.ts';
import { measuredId } from '../../verdict/subject.ts';
import { countsForTheRun, percentileOf, type Verdict, type VerdictOwner } from '../../verdict/verdict.ts';
import type { LatencyTrend } from '../../view/latency-trend.ts';
import type { RunView } from '../../view/run-view.ts';

/** The guide's custom metrics, and the operations whose latency they are. */
export const GUIDE_METRICS = [
  ['login_duration', 'auth.login'],
  ['deal_create_duration', 'deals.create'],
  ['customer_search_duration', 'customers.search'],
  ['tax_calculation_duration', 'tax.calculate'],
] as const;

/**
 * A run in the shape of k6's `--summary-export` (as k6 1.8 writes it), so that scripts written for k6 go on working:
 * times in ms, `thresholds` with `true` for a crossed one. Operations are tags, `http_req_duration{operation:deals.get}`.
 * The burst of a round has a metric that names its journey and round, so that each threshold is about the samples next to it:
 * `http_req_duration{operation:deals.create,journey:create-deal,round:1}`.
 * `http_req_failed` is of the requests that its threshold is about, and without one leaves out what happened next to the suite's
 * bursts; in a run with overload, normal load has its own, `http_req_failed{load:normal}`. Counters and checks count everything.
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
    const trend = trendOf(view.trends.bursts.get(operation) ?? burst);
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
    add(name, trendOf(burst), limits);
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
  return isSocketMeasure(operation)
    ? `${operation.replaceAll('.', '_')}_duration`
    : `http_req_duration{operation:${operation}}`;
}

type Add = (name: string, metric: K6Metric | undefined, thresholds?: Record<string, boolean>) => void;

function addTraffic(
  { record, slices, trends, bytesReceived }: RunView,
  traffic: TrafficRecord,
  add: Add,
): void {
  const { elapsedMs, ok, failed } = traffic;
  const errors = judgedErrors(traffic, record.verdicts);
  const limits = (id: string) => k6Thresholds(record, isMeasured(id, { kind: 'traffic' }), 'latency');
  const trend = trendOf(trends.all ?? traffic.latency);
  add('http_req_duration', trend, k6Thresholds(record, isScenario, 'latency'));
  add('http_req_duration{expected_response:true}', trendOf(trends.successes));
  const failedOf = ({ ended, failed: some }: EndedRequests) => rateOf(some, ended - some);
  const normal = record.overload === undefined ? undefined : errorsOfNormalLoad(record.verdicts);
  const isOfAll = (verdict: Verdict) =>
    isScenario(verdict) && (normal === undefined || verdict.column === 'scenario');
  add('http_req_failed', failedOf(errors), k6Thresholds(record, isOfAll, 'errors'));
  if (normal !== undefined) {
    const isOfNormal = (verdict: Verdict) => isScenario(verdict) && !isOfAll(verdict);
    add('http_req_failed{load:normal}', failedOf(normal), k6Thresholds(record, isOfNormal, 'errors'));
  }
  add('http_reqs', counterOf(ok + failed, elapsedMs));
  add('checks', rateOf(ok, failed));
  if (slices.length > 0) add('data_received', counterOf(bytesReceived, elapsedMs));
  const own = new Map(
    traffic.operations.map(({ operation, latency }) => [
      operation,
      trendOf(trends.byOperation.get(operation) ?? latency),
    ]),
  );
  for (const [operation, operationTrend] of own) add(nameOf(operation), operationTrend, limits(operation));
  for (const [name, operation] of GUIDE_METRICS) add(name, own.get(operation));
  const vus = traffic.slices.map((slice) => slice.vus);
  const [first, last] = [vus[0], vus.at(-1)];
  if (first === undefined || last === undefined) return;
  add('vus', { value: last, min: Math.min(...vus), max: Math.max(...vus) });
  const mayBe = Math.max(record.maxVus ?? record.vus, ...vus);
  add('vus_max', { value: mayBe, min: mayBe, max: mayBe });
}

const isMeasured =
  (id: string, by: VerdictOwner) =>
  ({ subject, owner }: Verdict) =>
    measuredId(subject) === id && isDeepStrictEqual(owner, by);
const isScenario = ({ subject }: Verdict) => subject.kind === 'scenario';

/** The suite checks each answer against the contract: one check for each operation. */
function checksOf({ traffic }: RunRecord) {
  const requests = (traffic?.operations ?? []).filter(({ operation }) => !isSocketMeasure(operation));
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

/** A metric as `k6 run --summary-export` writes it. A value that was not measured is left out. */
type K6Metric = Readonly<Record<string, number | Readonly<Record<string, boolean>>>>;

/** A trend of latencies in ms, without the figures that are not known; undefined when none is. */
function trendOf(figures: Partial<LatencyTrend> | undefined): K6Metric | undefined {
  const { avgMs: avg, minMs: min, p50Ms: med, maxMs: max, p90Ms, p95Ms, p99Ms } = figures ?? {};
  const metric = known({ avg, min, med, max, 'p(90)': p90Ms, 'p(95)': p95Ms, 'p(99)': p99Ms });
  return Object.keys(metric).length === 0 ? undefined : metric;
}

/** A rate: `passes` counts what the metric's name says, so those of `http_req_failed` are failures, as in k6. */
function rateOf(passes: number, fails: number): K6Metric | undefined {
  return passes + fails === 0 ? undefined : { value: passes / (passes + fails), passes, fails };
}

/** A counter, per second of the run. */
function counterOf(count: number, elapsedMs: number): K6Metric {
  return known({ count, rate: elapsedMs > 0 ? (count / elapsedMs) * 1000 : undefined });
}

function known(values: Readonly<Record<string, number | undefined>>): K6Metric {
  const entries = Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

/**
 * Some limits in k6's words and with k6's answer, which is whether the threshold was crossed: `false` is
 * good. k6 knows no limit that does not fail a run, so those of ramps are left out, and those of the SLA unless the run counts it. So is
 * one that was not decided, since the samples were too few or the operation was not offered.
 *
 * @param isOfMetric whether a verdict is about the samples of the metric
 * @param about which statistics: latency percentiles or the error rate
 */
function k6Thresholds(
  { verdicts, slaCounts }: RunRecord,
  isOfMetric: (verdict: Verdict) => boolean,
  about: 'latency' | 'errors',
): Record<string, boolean> {
  const thresholds: Record<string, boolean> = {};
  for (const verdict of verdicts) {
    const expression = expressionOf(verdict, about);
    // Older records do not say whether the SLA counts, but each verdict of theirs says whether it failed the run.
    const counts = verdict.failsTheRun || countsForTheRun(verdict, slaCounts === true);
    if (!isOfMetric(verdict) || !counts || expression === undefined) continue;
    if (verdict.kind !== 'pass' && verdict.kind !== 'fail') continue;
    // A baseline and a scenario may have the same limit: broken once is broken.
    thresholds[expression] = (thresholds[expression] ?? false) || verdict.kind === 'fail';
  }
  return thresholds;
}

function expressionOf({ statistic, limit, unit }: Verdict, about: 'latency' | 'errors'): string | undefined {
  if (about === 'errors') return statistic === 'errorRate' ? `rate<${limit}` : undefined;
  const percentile = percentileOf(statistic);
  return percentile === undefined || unit !== 'ms' ? undefined : `p(${percentile})<${limit}`;
}
