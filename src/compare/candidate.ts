import type { ComparedFigure } from './comparison.ts';

/** A difference of logarithms and how far it may be off, as far as one can tell from within the two runs. */
export interface LogDifference {
  readonly log: number;
  /** Distance to the interval's lower and upper end; infinite when the samples are too few to bound it. */
  readonly below: number;
  readonly above: number;
}

/** A figure that both runs have, before anything is said about their difference. */
export interface Candidate extends ComparedFigure {
  /** @param twoSided probability that the interval misses, e.g. 0.001 */
  differenceAt(twoSided: number): LogDifference;
}

/** An interval that reaches over a factor of ten says nothing that anybody could act on. */
const WIDEST = Math.log(10);

/** Whether both ends of the interval could be bounded to a use. */
export function isBounded({ below, above }: LogDifference): boolean {
  return below <= WIDEST && above <= WIDEST;
}

/** The difference of a figure of which nothing is known but itself. */
export function unbounded({ baseMs, otherMs }: Candidate): LogDifference {
  const open = Number.POSITIVE_INFINITY;
  return { log: Math.log(otherMs / baseMs), below: open, above: open };
}
