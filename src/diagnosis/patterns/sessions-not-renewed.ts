import { counted, listed } from '../../base/format.ts';
import { sum } from '../../base/statistics/averages.ts';
import { failureKinds } from '../../measure/outcome.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import type { Pattern } from '../pattern.ts';

const LEAST_REFUSALS = 4;
/** Of the attempts to renew, so many may fail by chance. */
const LEAST_SHARE = 0.2;
const RENEWAL = 'auth.refresh';
const SIGN_IN = new Set(['auth.login', 'auth.register', RENEWAL]);

/** Users whose tokens the target does not accept any more: 401 to signed-in users, or renewals that fail. */
export function sessionsNotRenewed({ slices }: DiagnosisInput): Pattern[] {
  const parts = slices.flatMap((slice) =>
    Object.entries(slice.operations).map(([id, of]) => ({ id, of, slice })),
  );
  const expired = parts.filter(({ id, of }) => !SIGN_IN.has(id) && (of.statuses?.['401'] ?? 0) > 0);
  const unauthorised = sum(expired.map(({ of }) => of.statuses?.['401'] ?? 0));
  const renewals = parts.filter(({ id }) => id === RENEWAL);
  const failed = sum(renewals.flatMap(({ of }) => failureKinds(of.outcomes).map(({ count }) => count)));
  const sent = failed + sum(renewals.map(({ of }) => of.outcomes.ok ?? 0));
  const fails = failed >= LEAST_REFUSALS && failed >= sent * LEAST_SHARE;
  if (unauthorised < LEAST_REFUSALS && !fails) return [];
  const all = [...expired, ...(fails ? renewals : [])].map(({ slice }) => slice);
  const ids = [...new Set(expired.map(({ id }) => id))];
  return [
    {
      kind: 'sessions not renewed',
      evidence: [
        ...(unauthorised > 0
          ? [
              `${counted(unauthorised, 'request')} of signed-in users got 401 (${listed(ids.slice(0, 3))}${ids.length > 3 ? ' and others' : ''}): their tokens were over before the time that the target had said.`,
            ]
          : []),
        ...(fails ? [`${failed} of ${counted(sent, 'renewal')} of tokens failed.`] : []),
      ],
      figures: [
        { name: 'answered 401', value: unauthorised, unit: '' },
        { name: 'failed renewals', value: failed, unit: '' },
      ],
      likelyCause:
        'sessions that are lost before their time: a cache that evicts them, clocks that differ, or keys that differ between instances',
      confidence: 'high',
      nextCommand: 'redis-cli info stats (evicted_keys, expired_keys); redis-cli ttl of a session',
      fromMs: Math.min(...all.map(({ fromMs }) => fromMs)),
      toMs: Math.max(...all.map(({ toMs }) => toMs)),
    },
  ];
}

/** How many failures this pattern explains: they need no other. */
export function refusedTokens(input: DiagnosisInput): number {
  return sum(sessionsNotRenewed(input).flatMap(({ figures }) => figures.map(({ value }) => value)));
}
