import { sum } from '../base/statistics/averages.ts';
import { crowdOf } from '../measure/crowding.ts';
import { isExact } from '../measure/validity.ts';
import { allBurstsOf } from '../record/round-record.ts';
import type { RunRecord, TrafficRecord } from '../record/run-record.ts';
import { ALL_REQUESTS, type BoundedFigure, boundedFigures, reportedFigures } from './bounded-figures.ts';

/**
 * How much of the figures of a run may be the measurer's own delay. `exact`: of each percentile next to nothing, see
 * `EXACT_WITHIN`. `unknown`: an older version measured it, or nothing was measured.
 */
export type OwnDelayView = (
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'exact';
      /** Slices of which a percentile has more of it; left out when there are none. */
      readonly exceptSlices?: number;
    }
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
  /** How long a CPU quota kept the measurer from running, summed over cores; left out where that was little, or a reason of the run says it. */
  readonly throttledMs?: number;
  /** Why an embedded target was slower than it is; left out where nothing says so. */
  readonly crowded?: string;
};

/** A process that stands still for less is busy, or waits for a core: nobody has to be told. */
const STOP_MS = 500;

/** A quota that took less, or a smaller share of the time that was measured, is no reason for a larger one. */
const THROTTLED = { ms: 1_000, share: 0.01 } as const;

/** Sums up how much of the latencies of a run may be the measurer's own delay. */
export function ownDelayOf(record: RunRecord): OwnDelayView {
  const { traffic, rounds, crowding } = record;
  const allBursts = allBurstsOf(record);
  const figures = reportedFigures(record);
  const healths = [
    ...(traffic?.slices ?? []).map(({ health }) => health),
    ...[...allBursts, ...rounds].flatMap(({ health }) => health ?? []),
  ];
  const knowsWaits = healths.some(({ coreWaitShare }) => coreWaitShare !== undefined);
  const { lostMs = 0, totalMs = 0 } = traffic?.userTime ?? {};
  const ofSenders = [...(traffic?.slices ?? []), ...allBursts].flatMap(({ health }) => health ?? []);
  const stopMs = Math.max(0, ...ofSenders.map(({ eventLoopDelayMaxMs }) => eventLoopDelayMaxMs));
  const isInReason = record.reasons.some((reason) => reason.throttledMs !== undefined);
  const throttledMs = isInReason ? undefined : throttledTime(record);
  const crowded = crowdOf(crowding)?.reason;
  const common = {
    knowsWaits,
    ...(crowded !== undefined && { crowded }),
    ...(totalMs > 0 && { lostShare: lostMs / totalMs }),
    ...(stopMs >= STOP_MS && { longestStopMs: stopMs }),
    ...(throttledMs !== undefined && { throttledMs }),
  };
  const [worst] = figures.toSorted((a, b) => b.ownMs - a.ownMs);
  if (worst === undefined) return { kind: 'unknown', ...common };
  if (figures.every(isNearlyExact)) {
    const exceptSlices = inexactSlices(traffic);
    return { kind: 'exact', ...(exceptSlices > 0 && { exceptSlices }), ...common };
  }
  const overall = figures.find(({ of, percentile }) => of === ALL_REQUESTS && percentile === 'p95');
  return { kind: 'bounded', ...(overall !== undefined && { overall }), worst, ...common };
}

function isNearlyExact({ measuredMs, ownMs }: BoundedFigure): boolean {
  return isExact(measuredMs, measuredMs - ownMs);
}

/** A slice has few samples, so a single pause may be most of its percentile: each says so for itself. */
function inexactSlices(traffic: TrafficRecord | null): number {
  const slices = traffic?.slices ?? [];
  return slices.filter(({ latency }) => !boundedFigures('', latency).every(isNearlyExact)).length;
}

/** What a quota may have stopped: the traffic, or bursts and rounds without one. */
export interface ThrottledParts extends Pick<RunRecord, 'bursts' | 'rounds'> {
  readonly traffic:
    | {
        readonly slices: readonly Pick<TrafficRecord['slices'][number], 'health'>[];
        readonly elapsedMs: number;
      }
    | null
    | undefined;
}

/**
 * How long a CPU quota kept the measurer from running, summed over cores; undefined where that was little. Lanes share the quota, so
 * what a round read next to the traffic is the same time.
 */
export function throttledTime(parts: ThrottledParts): number | undefined {
  const { traffic, rounds } = parts;
  const allBursts = allBurstsOf(parts);
  const watched = traffic?.slices ?? [...allBursts, ...rounds];
  const throttledMs = sum(watched.map(({ health }) => health?.throttledMs ?? 0));
  const stepsMs = rounds.flatMap(({ steps }) =>
    steps.flatMap(({ coldMs = 0, visitsMs }) => [coldMs, ...visitsMs]),
  );
  const measuredMs = traffic?.elapsedMs ?? sum([...allBursts.map(({ elapsedMs }) => elapsedMs), ...stepsMs]);
  return throttledMs >= Math.max(THROTTLED.ms, THROTTLED.share * measuredMs) ? throttledMs : undefined;
}
