import { atMost, type Clock } from '../../base/clock.ts';
import type { OwnDelay } from '../../measure/own-delay.ts';
import { readsFirst } from '../../measure/reads-first.ts';

/** Bounds what the generator adds to the waiting of requests; nobody does by default. */
export type DelayBound = Pick<OwnDelay, 'mark'> | undefined;

/**
 * Waits for the last requests, for so long at most, and reads what is there before the others are cut off.
 *
 * @param work ends when the requests have
 * @returns how much later than it may have come an answer to one of the others would be read, in milliseconds
 */
export async function drain(
  clock: Clock,
  mostMs: number,
  work: Iterable<Promise<unknown>>,
  ownDelay: DelayBound,
): Promise<number> {
  await atMost(clock, mostMs, work);
  await readsFirst();
  // Since the loop last waited for events: what it was late by before it read is in it.
  return ownDelay?.mark(clock.nowMs()) ?? 0;
}
