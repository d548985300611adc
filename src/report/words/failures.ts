import type { FailureKind } from '../../measure/outcome.ts';

/** How requests fail, in words that need no code. */
export const FAILURE_WORDS: Readonly<Record<FailureKind, string>> = {
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
