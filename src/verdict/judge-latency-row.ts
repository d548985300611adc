import type { LatencyHistogram } from '../measure/latency-histogram.ts';
import { judgePercentile, type SampleDoubts } from './judge-percentile.ts';
import type { Subject } from './subject.ts';
import type { GlobalRow, OperationRow } from './thresholds/thresholds.ts';
import { type Judgement, limitOf } from './verdict.ts';

/**
 * Holds the successes of an operation against its row: p95 and p99 of the baseline, and of the SLA where that is the
 * tighter one (a looser SLA cannot be broken without the baseline).
 *
 * @param successes undefined when the operation is not offered; `reason` then says why
 * @param doubts what is known of the samples in addition, see {@link judgePercentile}
 */
export function judgeLatencyRow(
  row: Pick<OperationRow, 'baseline' | 'sla'> & { readonly subject: Subject },
  global: GlobalRow,
  successes: LatencyHistogram | undefined,
  { reason = '', ...doubts }: SampleDoubts & { readonly reason?: string } = {},
): Judgement[] {
  const sla = row.sla ?? global.sla;
  const statistics = [
    ['p95', 95, 'p95Ms'],
    ['p99', 99, 'p99Ms'],
  ] as const;
  return statistics.flatMap(([statistic, percentile, key]) => {
    const limits = [limitOf(row.subject, statistic, 'baseline', row.baseline[key])];
    if (sla[key] < row.baseline[key]) limits.push(limitOf(row.subject, statistic, 'sla', sla[key]));
    return limits.map(
      (limit): Judgement =>
        successes === undefined
          ? { kind: 'not offered', ...limit, reason }
          : judgePercentile(successes, percentile, limit, doubts),
    );
  });
}
