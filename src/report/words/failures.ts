import type { Column } from '../../base/text-table.ts';
import type { FailureKind } from '../../measure/outcome.ts';
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
