import { counted, formatCount } from '../../base/format.ts';
import type { Outage } from '../../measure/outages.ts';
import { isFailure, OUTCOMES } from '../../measure/outcome.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { FAILURE_WORDS } from './failures.ts';

/** The outages of a run, a line each; none where its traffic had none. */
export function outageLines({ traffic }: Pick<RunRecord, 'traffic'>): string[] {
  return (traffic?.outages ?? []).map((outage) => outageLine(outage, traffic?.elapsedMs ?? 0));
}

/**
 * An outage in a line.
 *
 * @example deals: gone from second 10 to the end (20 s); 109 of 112 requests lost (answered 503: 107, connection reset: 2)
 * @param elapsedMs how long the traffic took
 */
export function outageLine({ service, fromMs, toMs, sent, lost, lostBy }: Outage, elapsedMs: number): string {
  const seconds = (ms: number) => Math.max(1, Math.round(ms / 1000));
  const time =
    toMs === undefined
      ? `to the end (${seconds(elapsedMs - fromMs)} s)`
      : `to ${seconds(toMs)} (${seconds(toMs - fromMs)} s), then it recovered`;
  const kinds = Object.entries(lostBy)
    .sort(([, a], [, b]) => b - a)
    .map(([by, count]) => `${wordsOf(by)}: ${formatCount(count)}`);
  const requests = `${formatCount(lost)} of ${counted(sent, 'request')} lost`;
  return `${service ?? 'the whole target'}: gone from second ${fromMs / 1000} ${time}; ${requests} (${kinds.join(', ')})`;
}

function wordsOf(by: string): string {
  if (by === 'unfinished') return 'without an answer until the end';
  const outcome = OUTCOMES.find((each) => each === by);
  return outcome !== undefined && isFailure(outcome) ? FAILURE_WORDS[outcome] : `answered ${by}`;
}
