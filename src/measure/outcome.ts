/**
 * How a request ended. `ok` passed its check. `unfinished` and `own_fault` say nothing of the target: the run was over, or
 * the measuring machine could not send (see own-faults.ts). Every other word is a kind of failure. `rate_limited` (429)
 * stands apart from the other client errors: it says that the limiter works, not that the service is broken.
 */
export const OUTCOMES = [
  'ok',
  'rate_limited',
  'client_error',
  'server_error',
  'unexpected_status',
  'wrong_body',
  'too_large',
  'timeout',
  'reset',
  'refused',
  'dns',
  'tls',
  'other',
  'own_fault',
  'unfinished',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

const INDEXES: ReadonlyMap<string, number> = new Map(OUTCOMES.map((outcome, index) => [outcome, index]));

/**
 * Place of an outcome in {@link OUTCOMES}, for counters kept in an array.
 *
 * @throws Error for a word that is not in the list: counted as any other outcome, it would falsify that one
 */
export function outcomeIndex(outcome: Outcome): number {
  const index = INDEXES.get(outcome);
  if (index === undefined)
    throw new Error(
      `outcome: found ${JSON.stringify(outcome)}; right would be one of ${OUTCOMES.join(', ')}`,
    );
  return index;
}

/** Whether the target failed. False for a success, and for what says nothing of the target. */
export function isFailure(outcome: Outcome): outcome is FailureKind {
  return outcome !== 'ok' && outcome !== 'unfinished' && outcome !== 'own_fault';
}

/** Outcomes after which no connection to the target could be used at all. */
const CONNECTION_FAILURES: ReadonlySet<Outcome> = new Set(['reset', 'refused', 'dns', 'tls']);

/** Whether the target could not be talked to, as opposed to having answered badly or late. */
export function isConnectionFailure(outcome: Outcome): boolean {
  return CONNECTION_FAILURES.has(outcome);
}

/** The outcome of a status that the operation's check does not accept. */
export function outcomeOfStatus(status: number): Outcome {
  if (status === 429) return 'rate_limited';
  if (status >= 500) return 'server_error';
  if (status >= 400) return 'client_error';
  return 'unexpected_status';
}

const STATUS_FAILURES: ReadonlySet<Outcome> = new Set(
  [429, 500, 400, 300].map((status) => outcomeOfStatus(status)),
);

/** Whether the answer's status made it a failure: see {@link outcomeOfStatus}. */
export function isStatusFailure(outcome: Outcome): boolean {
  return STATUS_FAILURES.has(outcome);
}

/**
 * Whether a failure means that the product was not there: no answer, or a server's error. An answer that is wrong in any
 * other way is one.
 */
export function isNoAnswer(kind: FailureKind): boolean {
  return (
    kind === 'server_error' || !(STATUS_FAILURES.has(kind) || kind === 'wrong_body' || kind === 'too_large')
  );
}

/** The outcome of an error of the HTTP client, by the error's code. */
export function outcomeOfError(error: unknown): Outcome {
  const code = errorCode(error);
  if (/^(EMFILE|ENFILE|EADDRNOTAVAIL|ENOBUFS|ENOMEM|EAI_AGAIN)$/.test(code)) return 'own_fault';
  if (code === 'REPLY_TOO_LARGE') return 'too_large';
  if (/TIMEOUT|ETIMEDOUT/.test(code)) return 'timeout';
  if (/ECONNRESET|EPIPE|UND_ERR_SOCKET|ECONNABORTED|HPE_/.test(code)) return 'reset';
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/.test(code)) return 'refused';
  if (/ENOTFOUND/.test(code)) return 'dns';
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) return 'tls';
  return 'other';
}

/** The code of an error, or of the one beneath it; an empty string when it has none. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const own = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (own !== '') return own;
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  return error.cause === undefined ? '' : errorCode(error.cause);
}

/** An outcome that counts as a failure. */
export type FailureKind = Exclude<Outcome, 'ok' | 'unfinished' | 'own_fault'>;

/** The kinds of failure among some outcomes, most frequent first. */
export function failureKinds(
  outcomes: Readonly<Partial<Record<Outcome, number>>>,
): { kind: FailureKind; count: number }[] {
  return OUTCOMES.flatMap((kind) => {
    const count = outcomes[kind] ?? 0;
    return isFailure(kind) && count > 0 ? [{ kind, count }] : [];
  }).sort((a, b) => b.count - a.count);
}
