import { ownFaultReason } from './own-faults.ts';
import type { MeasurerHealth } from './slice.ts';
import { clockWasSet } from './validity.ts';

/**
 * Why nothing that some processes measured can be trusted, whatever its figures are: a fault of their own machine, or its clock was
 * set.
 *
 * @param healths of all of them, for all of the time; undefined for one that did not watch itself
 * @returns undefined when it can be trusted
 */
export function distrustOfHealth(healths: readonly (MeasurerHealth | undefined)[]): string | undefined {
  const known = healths.flatMap((health) => (health === undefined ? [] : [{ health }]));
  return ownFaultReason(healths) ?? clockWasSet(known);
}
