import { median } from '../base/statistics/averages.ts';
import type { Candidate } from './candidate.ts';
import type { ComparedKind } from './comparison.ts';

/**
 * What a figure differs by from run to run of the same target although nothing has changed (where processes and memory
 * came to lie, what was cached, how warm the machine was): one standard deviation of the logarithm. One pair of runs
 * cannot show it, so it is never taken as less than this. A browser and a burst of two seconds vary more than minutes
 * of traffic.
 */
const LEAST_DEVIATION: Readonly<Record<ComparedKind, number>> = {
  operation: 0.005,
  traffic: 0.005,
  burst: 0.03,
  step: 0.03,
};

/** Without others to hold it against, the drift of the whole machine is in a figure as well. */
const LEAST_DEVIATION_ALONE = 0.015;

/** A timer and a socket add some microseconds, more in one run than in the next, whatever the figure. */
const LEAST_DEVIATION_MS = 0.01;

/** With fewer others, their median says little of a movement that all share. */
const LEAST_OTHERS = 3;

/** From the median of absolute deviations to the standard deviation, for a normal distribution. */
const MAD_TO_DEVIATION = 1.4826;
/** Standard error of a median over that of a mean, likewise. */
const MEDIAN_TO_MEAN = 1.2533;

/** The difference of one candidate, with its standard error within the two runs. */
export interface Moved {
  readonly candidate: Candidate;
  readonly log: number;
  readonly error: number;
}

/** What the others say: how far all moved together, how well that is known, and how far they went apart. */
export type Movement = NonNullable<ReturnType<typeof movementOf>>;

/**
 * Variance of a difference that comes from run to run, which neither run shows by itself: as the others show it, but
 * never less than is known of runs in general.
 */
export function runToRunVariance(
  { kind, baseMs }: Pick<Candidate, 'kind' | 'baseMs'>,
  others: Movement | undefined,
): number {
  const least =
    others === undefined ? Math.max(LEAST_DEVIATION[kind], LEAST_DEVIATION_ALONE) : LEAST_DEVIATION[kind];
  return Math.max(2 * (least ** 2 + (LEAST_DEVIATION_MS / baseMs) ** 2), (others?.deviation ?? 0) ** 2);
}

/**
 * How these moved together, by medians: one that has truly changed does not draw the others with it.
 * @returns undefined when they are too few to tell
 */
export function movementOf(moved: readonly Moved[]) {
  const known = moved.filter(({ error }) => Number.isFinite(error));
  if (known.length < LEAST_OTHERS) return undefined;
  const log = middle(known.map((each) => each.log));
  const spread = MAD_TO_DEVIATION * middle(known.map((each) => Math.abs(each.log - log)));
  const chance = middle(known.map(({ error }) => error));
  // Few tell their own scatter badly, and too little of it is the error that would cry wolf.
  const caution = 1 + 1 / Math.sqrt(known.length);
  return {
    log,
    error: (MEDIAN_TO_MEAN * Math.max(spread, chance)) / Math.sqrt(known.length),
    /** Beyond what chance within the runs explains: how much a difference scatters from run to run. */
    deviation: caution * Math.sqrt(Math.max(0, spread ** 2 - chance ** 2)),
    count: known.length,
  };
}

function middle(values: readonly number[]): number {
  return median(values) ?? Number.NaN;
}
