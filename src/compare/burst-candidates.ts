import type { BurstRecord } from '../record/round-record.ts';
import type { Candidate } from './candidate.ts';
import { welchHalfWidth } from './welch-interval.ts';

const STATISTICS = [
  ['p50', 'p50Ms'],
  ['p95', 'p95Ms'],
] as const;

/** Median and p95 of each operation's burst, where both runs have one of the same connections and pace. */
export function burstCandidates(base: readonly BurstRecord[], other: readonly BurstRecord[]): Candidate[] {
  return base.flatMap((burst) => {
    const twin = other.find((each) => isAlike(each, burst));
    if (twin === undefined) return [];
    return STATISTICS.flatMap(([statistic, key]): Candidate[] => {
      const [baseMs, otherMs] = [burst[key], twin[key]];
      if (baseMs === undefined || otherMs === undefined || baseMs <= 0 || otherMs <= 0) return [];
      return [
        {
          kind: 'burst',
          subject: burst.operation,
          statistic,
          baseMs,
          otherMs,
          baseSamples: burst.outcomes.ok ?? 0,
          otherSamples: twin.outcomes.ok ?? 0,
          differenceAt: (twoSided) => {
            const half = welchHalfWidth(pointsOf(burst, key), pointsOf(twin, key), twoSided);
            return { log: Math.log(otherMs / baseMs), below: half, above: half };
          },
        },
      ];
    });
  });
}

function isAlike(a: BurstRecord, b: BurstRecord): boolean {
  return a.operation === b.operation && a.mode.kind === b.mode.kind && a.connections === b.connections;
}

/** A burst's tenths are its blocks: how much the figure differs from one to the next says how well it is known. */
function pointsOf({ overTime }: BurstRecord, key: 'p50Ms' | 'p95Ms'): number[] {
  return overTime.flatMap(({ [key]: ms = 0 }) => (ms > 0 ? Math.log(ms) : []));
}
