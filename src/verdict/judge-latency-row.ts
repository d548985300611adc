import type { LatencyHistogram } from '../measure/latency-histogram.ts';
import { judgePercentile } from './judge-percentile.ts';
import type { Subject } from './subject.ts';
import type { GlobalRow, LatencyLimits, OperationRow } from './thresholds/thresholds.ts';
import type { Judgement, Limit, LimitColumn } from './verdict.ts';

/**
 * Holds the successes of an operation against its row: p95 and p99 of the baseline, and of the SLA where that is the
 * tighter one (a looser SLA cannot be broken without the baseline).
 *
 * @param successes undefined when the operation is not offered; `reason` then says why
 */
export function judgeLatencyRow(
  row: Pick<OperationRow, 'baseline' | 'sla'> & { readonly subject: Subject },
  global: GlobalRow,
  successes: LatencyHistogram | undefined,
  reason = '',
): Judgement[] {
  const sla = row.sla ?? global.sla;
  const verdicts: Judgement[] = [];
  for (const [statistic, percentile, key] of [
    ['p95', 95, 'p95Ms'],
    ['p99', 99, 'p99Ms'],
  ] as const) {
    const limitIn = (column: LimitColumn, limits: LatencyLimits): Limit => ({
      subject: row.subject,
      statistic,
      column,
      limit: limits[key],
      unit: 'ms',
      direction: 'below',
    });
    const limits = [limitIn('baseline', row.baseline)];
    if (sla[key] < row.baseline[key]) limits.push(limitIn('sla', sla));
    for (const limit of limits) {
      if (successes === undefined) verdicts.push({ kind: 'not offered', ...limit, reason });
      else verdicts.push(judgePercentile(successes, percentile, limit));
    }
  }
  return verdicts;
}
