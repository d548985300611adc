import { median } from '../base/statistics/averages.ts';
import { isMostlyOwn } from '../measure/validity.ts';
import type { StepRecord } from '../record/round-record.ts';

/** What of a step says how much of it may be the measurer's own delay. */
export type BoundedStep = Pick<StepRecord, 'medianMs' | 'visitsMs' | 'leastVisitsMs'>;

/** At most so much of a figure is the measurer's own delay, in milliseconds; undefined where that is not known. */
export function ownMs(measuredMs: number | undefined, leastMs: number | undefined): number | undefined {
  return measuredMs === undefined || leastMs === undefined ? undefined : Math.max(0, measuredMs - leastMs);
}

/**
 * How much of a step's median may be the measurer's own delay, in milliseconds: the bound of a median is that of its visits.
 * Undefined where it is not known, and where it is more than half of the step.
 */
export function stepOwnMs(step: BoundedStep): number | undefined {
  return isVague(step) ? undefined : knownStepMs(step);
}

/** Of how many steps the bound is not known, and of how many it says next to nothing. */
export function stepBounds(steps: readonly BoundedStep[]): {
  readonly unknown: number;
  readonly vague: number;
} {
  return {
    unknown: steps.filter((step) => step.visitsMs.length > 0 && knownStepMs(step) === undefined).length,
    vague: steps.filter(isVague).length,
  };
}

function knownStepMs(step: BoundedStep): number | undefined {
  return ownMs(step.medianMs, leastMedianMs(step));
}

/** Such a bound says only that the machine was busy. */
function isVague(step: BoundedStep): boolean {
  const leastMs = leastMedianMs(step);
  return leastMs !== undefined && isMostlyOwn(step.medianMs, leastMs);
}

function leastMedianMs({ visitsMs, leastVisitsMs = [] }: BoundedStep): number | undefined {
  return visitsMs.length === leastVisitsMs.length ? median(leastVisitsMs) : undefined;
}
