import { counted, listed } from '../../base/format.ts';
import { sum } from '../../base/statistics/averages.ts';
import { failureKinds } from '../../measure/outcome.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import type { Pattern } from '../pattern.ts';

const LEAST_REFUSALS = 4;
/** Of the attempts to renew, so many may fail by chance. */
const LEAST_SHARE = 0.2;
/** No token dies by chance in the second between a sign-in and its renewal. */
const LEAST_REPLACED = 2;
const RENEWAL = 'auth.refresh';
const SIGN_IN = 'auth.login';
/** A 401 of these says nothing about a session. */
const ON_SESSIONS = new Set([SIGN_IN, 'auth.register', RENEWAL]);

/** The figures of an operation in one slice. */
interface Part {
  readonly id: string;
  readonly of: DiagnosisInput['slices'][number]['operations'][string];
  readonly slice: DiagnosisInput['slices'][number];
}

/** Users whose tokens the target does not accept any more: 401 to signed-in users, or renewals that fail. */
export function sessionsNotRenewed({ slices }: DiagnosisInput): Pattern[] {
  const parts = slices.flatMap((slice) =>
    Object.entries(slice.operations).map(([id, of]): Part => ({ id, of, slice })),
  );
  const expired = parts.filter((part) => !ON_SESSIONS.has(part.id) && refusedOf(part) > 0);
  const unauthorised = sum(expired.map(refusedOf));
  const renewals = parts.filter(({ id }) => id === RENEWAL);
  const failed = sum(renewals.map(failedOf));
  const sent = failed + sum(renewals.map(({ of }) => of.outcomes.ok ?? 0));
  const replaced = replacedTokens(parts);
  const fails = replaced > 0 || (failed >= LEAST_REFUSALS && failed >= sent * LEAST_SHARE);
  if (unauthorised < LEAST_REFUSALS && !fails) return [];
  const all = [...expired, ...(fails ? renewals.filter((part) => failedOf(part) > 0) : [])];
  const ids = [...new Set(expired.map(({ id }) => id))];
  return [
    {
      kind: 'sessions not renewed',
      evidence: [
        ...(unauthorised > 0
          ? [
              `${counted(unauthorised, 'request')} of signed-in users got 401 (${listed(ids.slice(0, 3))}${ids.length > 3 ? ' and others' : ''}): their tokens ended before the time that the target announces, or that the suite assumes where it announces none.`,
            ]
          : []),
        ...(fails ? [`${failed} of ${counted(sent, 'renewal')} of tokens failed.`] : []),
        ...(replaced > 0
          ? [
              `${replaced} of them were refused (401) a second after the sign-in, while the target accepted all other tokens.`,
            ]
          : []),
      ],
      figures: [
        { name: 'answered 401', value: unauthorised, unit: '' },
        { name: 'failed renewals', value: failed, unit: '' },
      ],
      ...(replaced > 0 ? OTHER_RUN : LOST_SESSIONS),
      fromMs: Math.min(...all.map(({ slice }) => slice.fromMs)),
      toMs: Math.max(...all.map(({ slice }) => slice.toMs)),
    },
  ];
}

/** What explains the pattern. */
type Explanation = Pick<Pattern, 'likelyCause' | 'confidence' | 'nextCommand'>;

const LOST_SESSIONS: Explanation = {
  likelyCause:
    'sessions that are lost before their time: a cache that evicts them, clocks that differ, or keys that differ between instances',
  confidence: 'high',
  nextCommand: 'redis-cli info stats (evicted_keys, expired_keys); redis-cli ttl of a session',
};

/** A lock keeps runs on one machine apart. The product offers nothing that could do so for several machines. */
const OTHER_RUN: Explanation = {
  likelyCause:
    'another run uses the same accounts, on another machine: each sign-in replaces the only refresh token of its account. Each run also measures the load of the other',
  confidence: 'medium',
  nextCommand:
    'one run after the other, or a TEST_USERNAME for each machine; if it was alone: redis-cli info stats',
};

/**
 * How many renewals were refused because somebody else had signed in with the account. Where the target itself loses sessions, other
 * users' tokens or sign-ins fail too: then none.
 */
function replacedTokens(parts: readonly Part[]): number {
  const refusedIn = (ids: (id: string) => boolean) =>
    sum(parts.filter(({ id }) => ids(id)).map((part) => refusedOf(part)));
  const refused = refusedIn((id) => id === RENEWAL);
  const others = refusedIn((id) => !ON_SESSIONS.has(id));
  const signIns = sum(parts.filter(({ id }) => id === SIGN_IN).map(failedOf));
  return refused >= LEAST_REPLACED && others === 0 && signIns === 0 ? refused : 0;
}

function refusedOf({ of }: Part): number {
  return of.statuses?.['401'] ?? 0;
}

function failedOf({ of }: Part): number {
  return sum(failureKinds(of.outcomes).map(({ count }) => count));
}

/** How many failures this pattern explains: they need no other. */
export function refusedTokens(input: DiagnosisInput): number {
  return sum(sessionsNotRenewed(input).flatMap(({ figures }) => figures.map(({ value }) => value)));
}
