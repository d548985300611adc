import { counted, spokenName } from '../../base/format.ts';
import type { PlannedRound } from './round-plan.ts';

// Titles are made and read here only, both from the same parts. They have to be read: the title is all that Playwright's --grep and
// --last-failed and Allure's history know a test by, so it cannot wait for what is known only when the run is selected.

const numbered = (number: number | string, of: number | string) => `, round ${number} of ${of}`;
const LOADED = ', at ';
const ALONE = ', alone';

const NUMBER = new RegExp(numbered('(\\d+)', '\\d+'));
const NUMBERED_AND_LOADED = new RegExp(`(${numbered('\\d+', '\\d+')})${LOADED}.+$`);

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
  return `${spokenName(journey)}${numbered(number, of)}${LOADED}${counted(vus, 'user')}`;
}

/** The title of the same round without traffic. Another title stays as it is. */
export function titleAlone(title: string): string {
  return title.replace(NUMBERED_AND_LOADED, `$1${ALONE}`);
}

/** The number of the round with this title; undefined for another test. */
export function roundOfTitle(title: string): number | undefined {
  const [, number] = NUMBER.exec(title) ?? [];
  return number === undefined ? undefined : Number(number);
}
