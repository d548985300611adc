import { counted, spokenName } from '../../base/format.ts';
import type { PlannedRound } from './round-plan.ts';

/**
 * The title of a round's test, with the users that are planned: the tables say how many there were. When tests are declared
 * it is not known yet whether the traffic is among those selected; {@link titleAlone} is for when it is not.
 */
export function roundTitle({
  journey,
  number,
  of,
  vus,
}: Pick<PlannedRound, 'journey' | 'number' | 'of' | 'vus'>): string {
  return `${spokenName(journey)}, round ${number} of ${of}, at ${counted(vus, 'user')}`;
}

/** The title of the same round without traffic. Another title stays as it is. */
export function titleAlone(title: string): string {
  return title.replace(/(, round \d+ of \d+), at [\d,]+ users?$/, '$1, alone');
}
