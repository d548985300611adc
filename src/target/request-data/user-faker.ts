import { type Randomizer, SimpleFaker } from '@faker-js/faker';
import { smallRandomizer } from './small-randomizer.ts';

/**
 * A source of numbers and choices for one simulated user: the same seed gives the same requests, whatever other users
 * draw in between. It has no names, places or sentences: those are drawn from pools that all users share, and a whole
 * faker of 25 KB for each of thousands of users would be most of what a user weighs. This one weighs 3 KB.
 */
export class UserFaker extends SimpleFaker {
  readonly #randomizer: Randomizer;

  /** @param seed any integer */
  constructor(seed: number) {
    const randomizer = smallRandomizer(seed);
    super({ randomizer });
    this.#randomizer = randomizer;
  }

  /**
   * The same draw as faker's `number.int(count - 1)`, without its reading of options: one is made for almost every
   * request.
   * @param count whole number above 0
   * @returns a whole number from 0 to `count - 1`
   */
  below(count: number): number {
    return Math.floor(this.#randomizer.next() * count);
  }
}
