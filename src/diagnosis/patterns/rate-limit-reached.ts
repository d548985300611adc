import { counted, listed } from '../../base/format.ts';
import { sum } from '../../base/statistics/averages.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import { shareWords } from '../failures.ts';
import type { Pattern } from '../pattern.ts';

const LEAST_REFUSALS = 5;

/** A rate limit that the load is above: the target answers 429. */
export function rateLimitReached({ slices }: DiagnosisInput): Pattern[] {
  const refusing = slices.filter(({ operations }) =>
    Object.values(operations).some(({ outcomes }) => (outcomes.rate_limited ?? 0) > 0),
  );
  const [first, last] = [refusing[0], refusing.at(-1)];
  const counts = new Map<string, number>();
  for (const [id, { outcomes }] of refusing.flatMap(({ operations }) => Object.entries(operations)))
    counts.set(id, (counts.get(id) ?? 0) + (outcomes.rate_limited ?? 0));
  const most = [...counts].filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a);
  const refused = sum(most.map(([, count]) => count));
  if (first === undefined || last === undefined || refused < LEAST_REFUSALS) return [];
  const sent = sum(
    slices.flatMap(({ operations }) =>
      Object.values(operations).flatMap(({ outcomes }) => Object.values(outcomes)),
    ),
  );
  const [only] = most;
  return [
    {
      kind: 'rate limit reached',
      ...(most.length === 1 && only !== undefined && { subject: only[0] }),
      evidence: [
        `${counted(refused, 'request was', 'requests were')} refused with 429, ${shareWords(refused / sent)} of all, first between second ${(first.fromMs / 1000).toFixed(0)} and ${(first.toMs / 1000).toFixed(0)}; most of them: ${listed(most.slice(0, 3).map(([id]) => id))}.`,
      ],
      figures: [
        { name: 'refused', value: refused, unit: '' },
        { name: 'refused of all', value: (refused / sent) * 100, unit: '%' },
      ],
      likelyCause:
        'a rate limit per address, user or dealership that this load is above; the services behind it are spared',
      confidence: 'high',
      nextCommand:
        'curl -s <target>/metrics | grep rate_limit; docs/rate-limits.md says how the suite keeps below it',
      fromMs: first.fromMs,
      toMs: last.toMs,
    },
  ];
}
