import type { Mistake } from '../settings/mistakes.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * What is wrong with the journeys that a run is to measure; nothing when each of them exists.
 *
 * @param known the journeys of the tables
 * @param name the variable or the flag that named them
 */
export function mistakesInJourneys(
  wanted: Settings['journeys'] | undefined,
  known: readonly string[],
  name = 'JOURNEYS',
): Mistake[] {
  if (typeof wanted !== 'object') return [];
  const unknown = wanted.filter((each) => !known.includes(each));
  if (unknown.length === 0) return [];
  return [
    {
      name,
      found: JSON.stringify(unknown.join(',')),
      right: `all, auto, none, or some of ${known.join(', ')}`,
    },
  ];
}
