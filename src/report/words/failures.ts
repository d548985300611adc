import { OUTCOMES, type Outcome } from '../../measure/outcome.ts';

/** How requests fail, in words that need no code. */
export const FAILURE_WORDS: Readonly<Record<Exclude<Outcome, 'ok' | 'unfinished'>, string>> = {
  rate_limited: 'rate limited (429)',
  client_error: 'client error (4xx)',
  server_error: 'server error (5xx)',
  unexpected_status: 'unexpected status',
  wrong_body: 'wrong body',
  timeout: 'timeout',
  reset: 'connection reset',
  refused: 'connection refused',
  dns: 'name not found',
  tls: 'TLS error',
  other: 'other error',
};

export type FailureKind = keyof typeof FAILURE_WORDS;

/** The kinds of failure among some outcomes, most frequent first. */
export function failureKinds(
  outcomes: Readonly<Partial<Record<Outcome, number>>>,
): { kind: FailureKind; count: number }[] {
  return OUTCOMES.flatMap((kind) => {
    const count = outcomes[kind] ?? 0;
    return kind === 'ok' || kind === 'unfinished' || count === 0 ? [] : [{ kind, count }];
  }).sort((a, b) => b.count - a.count);
}
