import type { DecodedSlice } from '../../measure/decoded-slice.ts';
import type { ArrivalPlan } from './arrival-plan.ts';
import type { Phase } from './stages.ts';

/** What a scenario's row says of its search for the capacity. */
export interface SearchRow {
  /** After each change of the load, before anything counts. */
  readonly settleSeconds: number;
  /** A window grows by this length until its limits are decided. */
  readonly windowSeconds: number;
  /** The capacity has to hold the limits for this long at the end. */
  readonly confirmSeconds: number;
}

/** The search for the highest load that holds the limits, as users, rate and time were chosen. */
export interface PlannedSearch {
  readonly unit: 'users' | 'per second';
  /** Where it begins. */
  readonly start: number;
  readonly least: number;
  readonly most: number;
  /** Loads closer together than this are not told apart. */
  readonly step: number;
  readonly settleMs: number;
  readonly windowMs: number;
  readonly confirmMs: number;
  /** How long the search may take. */
  readonly mostMs: number;
  /** MIN_CAPACITY: a load that is tried, too, unless a load below it broke a limit for certain. */
  readonly minimum?: number;
}

/** A load that is decided while the traffic is under way, by what it measures. */
export interface DecidedLoad {
  /** Takes note of a slice as soon as it is closed, and decides what comes next. */
  closed(slice: DecodedSlice): void;
  /** Users, or arrivals per second in the open model, that are wanted right now. */
  readonly level: number;
  /** Up to the end of what is decided; grows whenever a slice is closed. */
  readonly phases: readonly Phase[];
  readonly isOver: boolean;
}

/** The search begins at this share of the highest load. */
const START_SHARE = 1 / 16;
/** In a short run a window still needs requests, and users have to come. */
const LEAST_SETTLE_MS = 1_000;
const LEAST_WINDOW_MS = 2_000;

/**
 * Plans a search up to the peak of the users, or of the rate.
 *
 * @param times.durationMs how long the search may take
 * @param times.factor that as a share of the scenario's own length
 * @param minimum MIN_CAPACITY, if it is set
 */
export function planSearch(
  { settleSeconds, windowSeconds, confirmSeconds }: SearchRow,
  peak: number,
  arrivals: ArrivalPlan | undefined,
  times: { readonly durationMs: number; readonly factor: number },
  minimum?: number,
): PlannedSearch {
  const most = arrivals?.perSecond ?? peak;
  const step = arrivals === undefined ? 1 : most / 1000;
  const windowMs = Math.max(LEAST_WINDOW_MS, windowSeconds * 1000 * times.factor);
  return {
    unit: arrivals === undefined ? 'users' : 'per second',
    start: Math.max(step, arrivals === undefined ? Math.round(most * START_SHARE) : most * START_SHARE),
    least: step,
    most,
    step,
    settleMs: Math.max(LEAST_SETTLE_MS, settleSeconds * 1000 * times.factor),
    mostMs: times.durationMs,
    windowMs,
    confirmMs: Math.max(2 * windowMs, confirmSeconds * 1000 * times.factor),
    ...(minimum !== undefined && { minimum }),
  };
}
