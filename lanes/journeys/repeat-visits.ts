import type { StepRecord } from '../../src/record/round-record.ts';
import { type MeasuredStep, stepRecords } from '../../src/record/step-records.ts';
import { FEWEST_VISITS } from '../../src/traffic/plan/visit-requests.ts';
import { isKnownWellEnough } from '../../src/verdict/enough-visits.ts';
import { MEDIAN_NEEDS } from '../../src/verdict/median-interval.ts';
import type { JourneyStepRow } from '../../src/verdict/thresholds/thresholds.ts';
import { RECORDED_TAKES } from './record-visit.ts';
import type { Visits } from './visits.ts';

/** How much time a round has for its visits. */
export interface TimeForVisits {
  /** No visit begins that is likely to end later than this after the first one began. */
  readonly capMs: number;
  /** Whether that time has to be enough for one more visit, which will be recorded. */
  readonly leavesRoom: boolean;
  /** Visits that are made however long they take; three by default: a cold one, and two to see whether they agree. */
  readonly fewest?: number;
  /** Whether the users are gone: a visit that ends then is in no figure and is the last one. Never by default. */
  usersAreGone?(): boolean;
}

/** What came of the visits of a round. */
export interface VisitsMade {
  readonly steps: readonly StepRecord[];
  /** How long a visit took, with everything between its steps: the mean of the warm ones. */
  readonly usualMs: number;
  /** Visits that ended when the users had gone, and are not in the steps. */
  readonly visitsAfterUsers: number;
  /** The error of a visit that did not come to its end. The steps are those of the visits before it. */
  readonly brokenOffBy?: unknown;
}

/** Steps whose median is not known after so many visits have more than one usual time. */
const MOST_VISITS = 30;

/**
 * Takes the journey again and again until the median of each of its steps is known well enough, or the time is up. The
 * first visit finds an empty cache and is kept apart from the others.
 */
export async function repeatVisits(visits: Visits, time: TimeForVisits): Promise<VisitsMade> {
  const taken: (readonly MeasuredStep[])[] = [];
  const times: number[] = [];
  let visitsAfterUsers = 0;
  const made = () => ({ steps: stepRecords(taken), usualMs: meanOfWarm(times), visitsAfterUsers });
  const limits = visits.run.thresholds.journeys.get(visits.journey.name)?.steps ?? [];
  const startedMs = performance.now();
  do {
    const beganMs = performance.now();
    try {
      const steps = await visits.take();
      if (time.usersAreGone?.() === true) visitsAfterUsers += 1;
      else taken.push(steps);
    } catch (error) {
      return { ...made(), brokenOffBy: error };
    }
    times.push(performance.now() - beganMs);
  } while (
    visitsAfterUsers === 0 &&
    visits.run.clock.stopReason() === undefined &&
    goesOn({ ...made(), count: taken.length, elapsedMs: performance.now() - startedMs }, time, limits) &&
    visits.hasRoomForOneMore(taken.length < (time.fewest ?? FEWEST_VISITS))
  );
  return made();
}

/** What is known after some visits. */
export interface VisitsSoFar extends Pick<VisitsMade, 'steps' | 'usualMs'> {
  readonly count: number;
  readonly elapsedMs: number;
}

/** Whether a round takes one more visit. */
export function goesOn(
  { steps, usualMs, count, elapsedMs }: VisitsSoFar,
  { capMs, leavesRoom, fewest = FEWEST_VISITS }: TimeForVisits,
  limits: readonly JourneyStepRow[],
): boolean {
  if (count < fewest) return true;
  const leftMs = capMs - elapsedMs;
  if (count >= MOST_VISITS || usualMs > leftMs) return false;
  // Six warm visits are worth more than a record. Where the time is too short for six, the record is.
  const missing = MEDIAN_NEEDS + 1 - count;
  const hasThem = missing <= 0 || missing * usualMs > leftMs;
  if (leavesRoom && hasThem && usualMs * (1 + RECORDED_TAKES) > leftMs) return false;
  return !isKnownWellEnough(
    steps.map(({ step, visitsMs }) => ({
      warmMs: visitsMs,
      limitMs: limits.find((row) => row.step === step)?.medianMs,
    })),
  );
}

function meanOfWarm(times: readonly number[]): number {
  return times.slice(1).reduce((sum, ms) => sum + ms, 0) / Math.max(times.length - 1, 1);
}
