import type { UnderWay } from '../../measure/under-way.ts';

/** A traffic that a round disturbs. */
export interface Disturbed {
  readonly underWay: UnderWay;
  /** In the open model: when the arrival that has waited longest for a user was to be sent; undefined when none waits. */
  waitingSinceMs(): number | undefined;
  /** Milliseconds since the traffic began, as those of the arrivals. */
  elapsedMs(): number;
}

/**
 * Begins to wait for the requests that a round, which ends now, may have slowed down: those under way, and arrivals that were to
 * be sent by now and wait for a user.
 *
 * @returns tells whether all of them have ended; to be asked again and again
 */
export function settling({ underWay, waitingSinceMs, elapsedMs }: Disturbed): () => boolean {
  const endedMs = elapsedMs();
  let areSent = false;
  const haveEnded = () => {
    if (!areSent) {
      if ((waitingSinceMs() ?? Number.POSITIVE_INFINITY) <= endedMs) return false;
      // Arrivals are sent in their order: all that were due have been sent, and the last of them are under way.
      areSent = true;
      underWay.awaitAll();
    }
    return underWay.awaited === 0;
  };
  haveEnded();
  return haveEnded;
}
