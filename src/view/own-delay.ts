import { crowdOf } from '../measure/crowding.ts';
import { isExact } from '../measure/validity.ts';
import type { LatencyFigures } from '../record/latency-figures.ts';
import type { RoundPhaseRecord, RunRecord } from '../record/run-record.ts';

/** A percentile, and how much of it may be the measurer's own delay. */
export interface BoundedFigure {
  /** The operation, or `all requests`. */
  readonly of: string;
  readonly percentile: 'p50' | 'p95' | 'p99';
  readonly measuredMs: number;
  readonly ownMs: number;
}

/**
 * How much of the figures of a run may be the measurer's own delay. `exact`: of each percentile next to nothing, see
 * `EXACT_WITHIN`. `unknown`: an older version measured it, or nothing was measured.
 */
export type OwnDelayView = (
  | { readonly kind: 'unknown' }
  | { readonly kind: 'exact' }
  | {
      readonly kind: 'bounded';
      /** The p95 over all requests; left out without traffic. */
      readonly overall?: BoundedFigure;
      /** The one of which most may be the measurer's. */
      readonly worst: BoundedFigure;
    }
) & {
  /** Whether the system reports waits for a core, so that they are part of the bound. */
  readonly knowsWaits: boolean;
  /** The share of the virtual users' time that the measurer took by being late; left out where it is not known. */
  readonly lostShare?: number;
  /** The longest time for which the process of the traffic or of a burst stood still; left out below half a second. */
  readonly longestStopMs?: number;
  /** Why an embedded target was slower than it is; left out where nothing says so. */
  readonly crowded?: string;
};

/** A process that stands still for less is busy, or waits for a core: nobody has to be told. */
const STOP_MS = 500;

/** Of each percentile that was measured with a bound, how much may be the measurer's. */
export function boundedFigures(of: string, latency: Omit<LatencyFigures, 'samples'>): BoundedFigure[] {
  const { p50Ms, p95Ms, p99Ms, p50LeastMs, p95LeastMs, p99LeastMs } = latency;
  const pairs = [
    ['p50', p50Ms, p50LeastMs],
    ['p95', p95Ms, p95LeastMs],
    ['p99', p99Ms, p99LeastMs],
  ] as const;
  return pairs.flatMap(([percentile, measuredMs, leastMs]) =>
    measuredMs === undefined || leastMs === undefined
      ? []
      : [{ of, percentile, measuredMs, ownMs: Math.max(0, measuredMs - leastMs) }],
  );
}

/** Whose latencies these are, while a round measured something else. */
function besideWords({ kind, operation }: RoundPhaseRecord): string {
  if (kind === 'visits') return 'all requests next to visits';
  return `all requests next to ${kind === 'burst' ? 'bursts' : 'removals after bursts'} on ${operation}`;
}

/** Sums up how much of the latencies of a run may be the measurer's own delay. */
export function ownDelayOf({ traffic, bursts, rounds, crowding }: RunRecord): OwnDelayView {
  const allBursts = [...bursts, ...rounds.flatMap(({ burst }) => burst ?? [])];
  const ofTraffic = traffic === null ? [] : boundedFigures('all requests', traffic.latency);
  const figures = [
    ...ofTraffic,
    ...(traffic?.operations ?? []).flatMap(({ operation, latency }) => boundedFigures(operation, latency)),
    ...(traffic?.inRounds ?? []).flatMap((phase) => boundedFigures(besideWords(phase), phase.latency)),
    ...allBursts.flatMap((burst) => boundedFigures(`burst on ${burst.operation}`, burst)),
  ];
  const healths = [
    ...(traffic?.slices ?? []).map(({ health }) => health),
    ...[...allBursts, ...rounds].flatMap(({ health }) => health ?? []),
  ];
  const knowsWaits = healths.some(({ coreWaitShare }) => coreWaitShare !== undefined);
  const { lostMs = 0, totalMs = 0 } = traffic?.userTime ?? {};
  const ofSenders = [...(traffic?.slices ?? []), ...allBursts].flatMap(({ health }) => health ?? []);
  const stopMs = Math.max(0, ...ofSenders.map(({ eventLoopDelayMaxMs }) => eventLoopDelayMaxMs));
  const crowded = crowdOf(crowding)?.reason;
  const common = {
    knowsWaits,
    ...(crowded !== undefined && { crowded }),
    ...(totalMs > 0 && { lostShare: lostMs / totalMs }),
    ...(stopMs >= STOP_MS && { longestStopMs: stopMs }),
  };
  const [worst] = figures.toSorted((a, b) => b.ownMs - a.ownMs);
  if (worst === undefined) return { kind: 'unknown', ...common };
  if (figures.every(({ measuredMs, ownMs }) => isExact(measuredMs, measuredMs - ownMs)))
    return { kind: 'exact', ...common };
  const overall = ofTraffic.find(({ percentile }) => percentile === 'p95');
  return { kind: 'bounded', ...(overall !== undefined && { overall }), worst, ...common };
}
