import { medianInterval } from './median-interval.ts';

/** Half the interval's width, as a share of the median, below which a step counts as known. */
const KNOWN_WITHIN = 0.1;

/** A step's times in the visits so far, and the limit of their median, if the tables have one. */
export interface StepSoFar {
  readonly warmMs: readonly number[];
  readonly limitMs: number | undefined;
}

/**
 * Whether a round may stop repeating its journey: the median of each step is known to 10 %, or it is clear on which
 * side of the limit it lies. Nothing is known before the interval exists (six warm visits).
 *
 * Looking after every visit makes a wrong verdict more likely than the interval's own 5 %: with a median of exactly the
 * limit, which is where it is most likely, by the simulation in `tests/unit/verdict/enough-visits.spec.ts`.
 */
export function isKnownWellEnough(steps: readonly StepSoFar[]): boolean {
  return steps.every(({ warmMs, limitMs }) => {
    const { median, lower, upper } = medianInterval(warmMs) ?? {};
    if (median === undefined || lower === undefined || upper === undefined) return false;
    if (limitMs !== undefined && (upper < limitMs || lower >= limitMs)) return true;
    return upper - lower <= 2 * KNOWN_WITHIN * median;
  });
}
