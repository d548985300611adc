import { SimpleFaker } from '@faker-js/faker';
import { smallRandomizer } from './small-randomizer.ts';

/**
 * A source of numbers and choices for one simulated user: the same seed gives the same requests, whatever other users
 * draw in between. It has no names, places or sentences: those are drawn from pools that all users share, and a whole
 * faker of 25 KB for each of thousands of users would be most of what a user weighs. This one weighs 3 KB.
 *
 * @param seed any integer
 */
export function userFaker(seed: number): SimpleFaker {
  return new SimpleFaker({ randomizer: smallRandomizer(seed) });
}
