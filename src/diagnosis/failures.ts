import { formatFigure, listed } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { countsErrors } from '../measure/judged-slices.ts';
import type { Outage } from '../measure/outages.ts';
import { type FailureKind, failureKinds, type Outcome } from '../measure/outcome.ts';
import type { DiagnosisInput } from './diagnosis-input.ts';
import { countsOf, momentsOfErrors } from './timeline.ts';

/** Successes and failures of a moment, outages and refusals of a rate limiter left out: those have patterns of their own. */
export interface FailureMoment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly ok: number;
  readonly failed: number;
}

/** The moments by which errors are looked at; none while the target, or a service of it, was gone. */
export function failureMoments({ moments, outages }: DiagnosisInput): FailureMoment[] {
  return momentsOfErrors(moments)
    .filter((moment) => !isInOutage(outages, moment))
    .map((moment) => ({ fromMs: moment.fromMs, toMs: moment.toMs, ...countsOf(moment) }));
}

/** Connections that an outage broke may fail a few seconds later. */
const AFTERMATH_MS = 3_000;

function isInOutage(
  outages: readonly Outage[],
  { fromMs: from, toMs: to }: Pick<FailureMoment, 'fromMs' | 'toMs'>,
): boolean {
  return outages.some(
    ({ fromMs, toMs = Number.POSITIVE_INFINITY }) => from < toMs + AFTERMATH_MS && to > fromMs - 1_000,
  );
}

/** Moments by the thirds of the time that they take together: in a gap or an outage nothing is known of errors. */
export function thirdsOf(moments: readonly FailureMoment[]): FailureMoment[][] {
  const thirds: FailureMoment[][] = [[], [], []];
  const wholeMs = sum(moments.map(({ fromMs, toMs }) => toMs - fromMs));
  let beforeMs = 0;
  for (const moment of moments) {
    thirds[Math.floor((beforeMs / wholeMs) * 3)]?.push(moment);
    beforeMs += moment.toMs - moment.fromMs;
  }
  return thirds;
}

/** The share of failures over some moments; 0 without requests. */
export function failedShare(moments: readonly FailureMoment[]): number {
  const failed = sum(moments.map((moment) => moment.failed));
  const all = failed + sum(moments.map(({ ok }) => ok));
  return all === 0 ? 0 : failed / all;
}

/**
 * The kinds of failures in a stretch of the run, the operations that had some, those with most of them first, and what a pattern of
 * them says: the only operation, if there is just one, and the cause of the most frequent kind. Slices with an outage, which has
 * other failures, count only where there are no others with some.
 */
export function failedBy({ slices, outages }: DiagnosisInput, fromMs: number, toMs: number) {
  const during = slices.filter(
    (slice) => slice.fromMs < toMs && slice.toMs > fromMs && countsErrors(slice.round?.kind),
  );
  const outside = failuresIn(during.filter((slice) => !isInOutage(outages, slice)));
  const { outcomes, operations } = outside.operations.size > 0 ? outside : failuresIn(during);
  const most = [...operations].sort(([, a], [, b]) => b - a).map(([id]) => id);
  const kinds = failureKinds(outcomes);
  const [likelyCause, nextCommand] = CAUSES[kinds[0]?.kind ?? 'other'];
  const [only] = most;
  const subject = most.length === 1 && only !== undefined ? { subject: only } : {};
  return { kinds, operations: most, about: { ...subject, likelyCause, nextCommand } };
}

function failuresIn(slices: readonly DecodedSlice[]) {
  const operations = new Map<string, number>();
  const outcomes: Partial<Record<Outcome, number>> = {};
  for (const [id, slice] of slices.flatMap((each) => Object.entries(each.operations)))
    for (const { kind, count } of failureKinds(slice.outcomes)) {
      outcomes[kind] = (outcomes[kind] ?? 0) + count;
      operations.set(id, (operations.get(id) ?? 0) + count);
    }
  return { outcomes, operations };
}

const WORDS: Readonly<Record<FailureKind, string>> = {
  rate_limited: 'rate limited',
  client_error: 'client errors (4xx)',
  server_error: 'server errors (5xx)',
  unexpected_status: 'unexpected statuses',
  wrong_body: 'wrong replies',
  too_large: 'replies that are too large',
  timeout: 'timeouts',
  reset: 'broken connections',
  refused: 'refused connections',
  dns: 'unknown names',
  tls: 'failed TLS',
  other: 'other errors',
};

/** The kinds of some failures in words: `12 server errors (5xx) and 3 timeouts`. */
export function kindWords(kinds: ReturnType<typeof failedBy>['kinds']): string {
  return listed(kinds.slice(0, 3).map(({ kind, count }) => `${count} ${WORDS[kind]}`));
}

/** What failures of a kind usually come from, and what to look at. */
const CAUSES: Readonly<Record<FailureKind, readonly [cause: string, command: string]>> = {
  rate_limited: [
    'a rate limit that the load is above',
    'docs/rate-limits.md; lower VUS, or raise the limits',
  ],
  client_error: [
    'test data or tokens that the target does not accept any more',
    'the statuses in summary.json',
  ],
  server_error: [
    'resource exhaustion: connections, memory or handles of a service',
    'kubectl logs -l app=api-gateway --tail=100; kubectl top pods',
  ],
  unexpected_status: ['a proxy or a gateway that answers instead of the service', 'curl -i of the operation'],
  wrong_body: [
    'a service or a cache that answers with something else under status 200',
    'curl of the operation, and its reply against contract/desk-studio.openapi.yaml',
  ],
  too_large: ['a list without paging', 'curl of the operation'],
  timeout: [
    'connections that are open and never answered: a deadlock, a full queue, or a firewall that drops idle connections',
    'go tool pprof http://localhost:6060/debug/pprof/goroutine',
  ],
  reset: [
    'a process that crashes, or a proxy that closes connections which are still in use: keep-alive times that do not fit',
    'kubectl get pods (restarts), and the idle time-outs of proxy and service',
  ],
  refused: ['a process that is down, or a full accept queue', 'kubectl get pods; ss -ltn'],
  dns: ['name resolution that fails', 'the resolver of the measuring machine'],
  tls: ['a certificate or a TLS setting', 'openssl s_client'],
  other: ['a failure that the suite has no name for', 'the failures in summary.json'],
};

/** `1.2 %`. */
export function shareWords(share: number): string {
  return formatFigure(share, 'share');
}
