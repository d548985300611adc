import { counted } from '../base/format.ts';
import type { BurstRecord } from '../record/round-record.ts';
import type { Candidate } from './candidate.ts';
import { someNamed } from './change-words.ts';
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

/**
 * The bursts that both runs have and that are not compared, since they hit in different ways: a line for each difference, e.g.
 * `bursts of deals.get and deals.list: paced at 5/s on 10 connections against paced at 10/s on 10 connections; not compared, since it is another load`.
 */
export function unlikeBursts(base: readonly BurstRecord[], other: readonly BurstRecord[]): string[] {
  const unlike = base.flatMap((burst) => {
    const twins = other.filter(({ operation }) => operation === burst.operation);
    const [twin] = twins;
    if (twin === undefined || twins.some((each) => isAlike(each, burst))) return [];
    return [{ operation: burst.operation, words: `${loadWords(burst)} against ${loadWords(twin)}` }];
  });
  return [...Map.groupBy(unlike, ({ words }) => words)].map(([words, bursts]) => {
    const names = someNamed(
      bursts.map(({ operation }) => operation),
      'operation',
    );
    return `${bursts.length === 1 ? 'burst' : 'bursts'} of ${names}: ${words}; not compared, since it is another load`;
  });
}

function isAlike(a: BurstRecord, b: BurstRecord): boolean {
  return a.operation === b.operation && a.connections === b.connections && hasPaceOf(a.mode, b.mode);
}

/** A limit that a burst has met is known to whole requests a minute, and half of it is the pace: up to so much is rounding. */
const PACE_ROUNDING = 0.01;

function hasPaceOf(a: BurstRecord['mode'], b: BurstRecord['mode']): boolean {
  if (a.kind !== 'paced' || b.kind !== 'paced') return a.kind === b.kind;
  const paces = [a.arrivalsPerSecond, b.arrivalsPerSecond];
  return Math.max(...paces) - Math.min(...paces) <= PACE_ROUNDING * Math.max(...paces);
}

function loadWords({ mode, connections }: BurstRecord): string {
  const on = counted(connections, 'connection');
  return mode.kind === 'paced' ? `paced at ${Number(mode.arrivalsPerSecond.toPrecision(3))}/s on ${on}` : on;
}

/** A burst's tenths are its blocks: how much the figure differs from one to the next says how well it is known. */
function pointsOf({ overTime }: BurstRecord, key: 'p50Ms' | 'p95Ms'): number[] {
  return overTime.flatMap(({ [key]: ms = 0 }) => (ms > 0 ? Math.log(ms) : []));
}
