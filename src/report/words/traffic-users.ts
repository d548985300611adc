import { counted, formatCount } from '../../base/format.ts';
import type { RunRecord, TrafficRecord } from '../../record/run-record.ts';

type Driven = Pick<TrafficRecord, 'elapsedMs' | 'slices'>;
type Planned = Pick<RunRecord, 'vus' | 'capacity' | 'plannedDurationMs'>;

/** A traffic that took less of its planned time ended early: timers may be a little early, too. */
const WHOLE_SHARE = 0.99;

/** The most users that a slice of the traffic ended with; 0 where no slice says it. */
export function mostUsers({ slices }: Pick<TrafficRecord, 'slices'>): number {
  return Math.max(0, ...slices.map(({ vus }) => vus));
}

/**
 * The users of a traffic that ended before the planned ones were there, e.g. `at least 17 of 500 planned virtual users`: a few more may
 * have come after its last whole slice. Undefined for any other: those planned were there, or a search decided how many.
 *
 * @param noun what to call them
 */
export function usersUntilTheEnd(
  traffic: Driven,
  { vus, capacity, plannedDurationMs }: Planned,
  noun = 'virtual user',
): string | undefined {
  const most = mostUsers(traffic);
  if (capacity !== undefined || traffic.elapsedMs >= WHOLE_SHARE * plannedDurationMs || most >= vus)
    return undefined;
  return most === 0
    ? `up to ${counted(vus, noun)}`
    : `at least ${formatCount(most)} of ${formatCount(vus)} planned ${noun}s`;
}
