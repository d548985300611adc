import type { RunRecord } from '../../record/run-record.ts';
import type { Subject } from '../../verdict/subject.ts';
import { percentileOf, type Verdict } from '../../verdict/verdict.ts';

/** The columns that fail a run; k6 knows no limit that does not. */
const COLUMNS: ReadonlySet<Verdict['column']> = new Set(['baseline', 'scenario']);

/**
 * The limits on one subject in k6's words and with k6's answer, which is whether the threshold was crossed: `false` is
 * good. One that was not decided, since the samples were too few or the operation was not offered, is left out.
 *
 * @param about which statistics: latency percentiles or the error rate
 */
export function k6Thresholds(
  { verdicts }: RunRecord,
  isSubject: (subject: Subject) => boolean,
  about: 'latency' | 'errors',
): Record<string, boolean> {
  const thresholds: Record<string, boolean> = {};
  for (const verdict of verdicts) {
    const expression = expressionOf(verdict, about);
    if (!isSubject(verdict.subject) || !COLUMNS.has(verdict.column) || expression === undefined) continue;
    if (verdict.kind !== 'pass' && verdict.kind !== 'fail') continue;
    // The traffic and a burst of the same operation share a limit: broken once is broken.
    thresholds[expression] = (thresholds[expression] ?? false) || verdict.kind === 'fail';
  }
  return thresholds;
}

function expressionOf({ statistic, limit, unit }: Verdict, about: 'latency' | 'errors'): string | undefined {
  if (about === 'errors') return statistic === 'errorRate' ? `rate<${limit}` : undefined;
  const percentile = percentileOf(statistic);
  return percentile === undefined || unit !== 'ms' ? undefined : `p(${percentile})<${limit}`;
}
