import { counted, formatCount } from '../../base/format.ts';
import type { Column } from '../../base/text-table.ts';
import { backWords, type Outage } from '../../measure/outages.ts';
import { type FailureKind, isFailure, OUTCOMES } from '../../measure/outcome.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { type CountedRequests, failureParts } from '../../verdict/failure-words.ts';

/** How requests fail, in words that need no code. */
export const FAILURE_WORDS: Readonly<Record<FailureKind, string>> = {
  rate_limited: 'rate limited (429)',
  client_error: 'client error (4xx)',
  server_error: 'server error (5xx)',
  unexpected_status: 'unexpected status',
  wrong_body: 'wrong body',
  too_large: 'reply too large (above 8 MiB)',
  timeout: 'timeout',
  reset: 'connection reset',
  refused: 'connection refused',
  dns: 'name not found',
  tls: 'TLS error',
  other: 'other error',
};

/** How some requests failed, in a few words: `87 × 503, 3 × timeout`. Empty when none did. */
export function failedBy(requests: Pick<CountedRequests, 'outcomes' | 'statuses'>): string {
  return failureParts(requests)
    .map(({ count, kind, status }) => `${count} × ${status ?? kind.replaceAll('_', ' ')}`)
    .join(', ');
}

/** A column with that, unless nothing failed at all. */
export function failedByColumn<Item extends Pick<CountedRequests, 'outcomes' | 'statuses'>>(
  items: readonly Item[],
): Column<Item>[] {
  return items.some((item) => failedBy(item) !== '') ? [['failed by', failedBy]] : [];
}

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
      : `to ${seconds(toMs)} (${seconds(toMs - fromMs)} s), then ${backWords(lostBy)}`;
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
