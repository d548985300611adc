import type { LatencyHistogram } from '../../measure/latency-histogram.ts';
import type { LatencyFigures } from '../../record/latency-figures.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { percentileOf, type Verdict } from '../../verdict/verdict.ts';

/** A metric as `k6 run --summary-export` writes it. A value that was not measured is left out. */
export type K6Metric = Readonly<Record<string, number | Readonly<Record<string, boolean>>>>;

/** A trend of latencies in ms; undefined when nothing was measured. */
export function trendOf(histogram: LatencyHistogram | undefined): K6Metric | undefined {
  if (histogram === undefined || histogram.count === 0) return undefined;
  const ms = (us: number | undefined) => (us === undefined ? undefined : us / 1000);
  return known({
    avg: ms(histogram.meanUs),
    min: ms(histogram.minUs),
    med: ms(histogram.percentileUs(50)),
    max: ms(histogram.maxUs),
    'p(90)': ms(histogram.percentileUs(90)),
    'p(95)': ms(histogram.percentileUs(95)),
    'p(99)': ms(histogram.percentileUs(99)),
  });
}

/** The same where only the figures are left and no histogram: without those that the record does not have. */
export function trendOfFigures(figures: Partial<LatencyFigures>): K6Metric | undefined {
  const { avgMs: avg, p50Ms: med, maxMs: max, p95Ms, p99Ms } = figures;
  const metric = known({ avg, med, max, 'p(95)': p95Ms, 'p(99)': p99Ms });
  return Object.keys(metric).length === 0 ? undefined : metric;
}

/** A rate: `passes` counts what the metric's name says, so those of `http_req_failed` are failures, as in k6. */
export function rateOf(passes: number, fails: number): K6Metric | undefined {
  return passes + fails === 0 ? undefined : { value: passes / (passes + fails), passes, fails };
}

/** A counter, per second of the run. */
export function counterOf(count: number, elapsedMs: number): K6Metric {
  return known({ count, rate: elapsedMs > 0 ? (count / elapsedMs) * 1000 : undefined });
}

function known(values: Readonly<Record<string, number | undefined>>): K6Metric {
  const entries = Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

/** The columns that fail a run; k6 knows no limit that does not. */
const COLUMNS: ReadonlySet<Verdict['column']> = new Set(['baseline', 'scenario']);

/**
 * Some limits in k6's words and with k6's answer, which is whether the threshold was crossed: `false` is
 * good. One that was not decided, since the samples were too few or the operation was not offered, is left out.
 *
 * @param isOfMetric whether a verdict is about the samples of the metric
 * @param about which statistics: latency percentiles or the error rate
 */
export function k6Thresholds(
  { verdicts }: RunRecord,
  isOfMetric: (verdict: Verdict) => boolean,
  about: 'latency' | 'errors',
): Record<string, boolean> {
  const thresholds: Record<string, boolean> = {};
  for (const verdict of verdicts) {
    const expression = expressionOf(verdict, about);
    if (!isOfMetric(verdict) || !COLUMNS.has(verdict.column) || expression === undefined) continue;
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

/** The guide's custom metrics, and the operations whose latency they are. */
export const GUIDE_METRICS = [
  ['login_duration', 'auth.login'],
  ['deal_create_duration', 'deals.create'],
  ['customer_search_duration', 'customers.search'],
  ['tax_calculation_duration', 'tax.calculate'],
] as const;
