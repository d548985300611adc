import { formatCount, listed } from '../base/format.ts';
import type { FailureNotes } from '../measure/failure-notes.ts';
import {
  type FailureKind,
  failureKinds,
  isStatusFailure,
  type Outcome,
  outcomeOfStatus,
} from '../measure/outcome.ts';
import type { Judgement } from './verdict.ts';

/** The requests of one operation, and how they failed. */
export interface CountedRequests extends FailureNotes {
  readonly sent: number;
  /** Those that have no end, or were not sent. */
  readonly unfinished: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
}

/** Which failures a limit is about. */
type IsMeant = (kind: FailureKind) => boolean;

/** Of several operations so many are named; the others are counted. */
const MOST_NAMED = 3;
/** Failures that last until so shortly before the end have not stopped, */
const TO_THE_END_MS = 2_000;
/** or until so many of the pauses between two of them, or between two requests where those follow each other faster. */
const TO_THE_END_PAUSES = 2;

const FAILED_BY: Readonly<Record<FailureKind, string>> = {
  rate_limited: 'answered 429',
  client_error: 'answered 4xx',
  server_error: 'answered 5xx',
  unexpected_status: 'answered with an unexpected status',
  wrong_body: 'answered with a wrong body',
  too_large: 'answered with too much (above 8 MiB)',
  timeout: 'timed out',
  reset: 'lost their connection',
  refused: 'were refused a connection',
  dns: 'did not find the host by its name',
  tls: 'failed by TLS',
  other: 'failed in another way',
};

/**
 * How some requests of an operation failed and when, e.g. `deals.create: 87 of 108 answered 503, from second 10 to the end`.
 *
 * @param endMs when the traffic, or the burst, was over
 * @returns undefined when none of those failed that are meant
 */
export function failureWords(
  operation: string,
  requests: CountedRequests,
  endMs?: number,
  isMeant: IsMeant = () => true,
): string | undefined {
  const all = failureParts(requests);
  const parts = all.filter(({ kind }) => isMeant(kind));
  if (parts.length === 0) return undefined;
  const ended = formatCount(requests.sent - requests.unfinished);
  // The times are those of all failures.
  const when = parts.length < all.length ? '' : timeWords(requests, endMs);
  const words = parts.map(({ count, kind, status }, index) => {
    const howMany = index === 0 ? `${formatCount(count)} of ${ended}` : formatCount(count);
    return `${howMany} ${status === undefined ? FAILED_BY[kind] : `answered ${status}`}`;
  });
  return `${operation}: ${listed(words)}${when}`;
}

/** The same of several operations, those with the most failures by name. */
export function failuresWords(
  operations: ReadonlyMap<string, CountedRequests>,
  endMs?: number,
  isMeant: IsMeant = () => true,
): string | undefined {
  const failing = [...operations]
    .map(([id, requests]) => ({ id, requests, count: failedCount(requests, isMeant) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  if (failing.length === 0) return undefined;
  const named = failing
    .slice(0, MOST_NAMED)
    .flatMap(({ id, requests }) => failureWords(id, requests, endMs, isMeant) ?? []);
  const others = failing.slice(MOST_NAMED);
  const more = others.reduce((total, { count }) => total + count, 0);
  const rest =
    others.length === 0
      ? []
      : [
          `${formatCount(more)} on ${others.length === 1 ? 'another operation' : `${others.length} other operations`}`,
        ];
  return [...named, ...rest].join('; ');
}

/** A broken limit with this as the reason; any other judgement as it is. */
export function explained(judgement: Judgement, explanation: string | undefined): Judgement {
  return judgement.kind === 'fail' && explanation !== undefined ? { ...judgement, explanation } : judgement;
}

/** How requests failed, most frequent first, by status where that is known. */
export function failureParts({
  outcomes,
  statuses = {},
}: Pick<CountedRequests, 'outcomes' | 'statuses'>): { count: number; kind: FailureKind; status?: string }[] {
  return failureKinds(outcomes)
    .flatMap(({ kind, count }) => {
      const known = Object.entries(statuses).filter(
        ([status]) => isStatusFailure(kind) && outcomeOfStatus(Number(status)) === kind,
      );
      return known.length === 0
        ? [{ kind, count }]
        : known.map(([status, each]) => ({ kind, status, count: each }));
    })
    .sort((a, b) => b.count - a.count);
}

function failedCount({ outcomes }: CountedRequests, isMeant: IsMeant): number {
  return failureKinds(outcomes).reduce((total, { kind, count }) => total + (isMeant(kind) ? count : 0), 0);
}

function timeWords(requests: CountedRequests, endMs: number | undefined): string {
  const { failedFromMs, failedToMs, sent, unfinished } = requests;
  if (failedFromMs === undefined || failedToMs === undefined) return '';
  const [from, to] = [failedFromMs, failedToMs].map((ms) => Math.floor(ms / 1000));
  if (from === to) return `, in second ${from}`;
  const failed = failedCount(requests, () => true);
  const betweenFailuresMs = (failedToMs - failedFromMs) / Math.max(1, failed - 1);
  const pauseMs = Math.min(betweenFailuresMs, (endMs ?? 0) / Math.max(1, sent - unfinished));
  const lastsMs = Math.max(TO_THE_END_MS, TO_THE_END_PAUSES * pauseMs);
  const isToTheEnd = endMs !== undefined && endMs - failedToMs <= lastsMs;
  return `, from second ${from} to ${isToTheEnd ? 'the end' : `second ${to}`}`;
}
