import type { Randomizer } from '@faker-js/faker';
import { SimpleFaker } from './seeded-faker.ts';

/**
 * A source of numbers and choices for one simulated user: the same seed gives the same requests, whatever other users
 * draw in between. It takes 3 KB. It has no names, places or sentences, which are drawn from pools that all users
 * share: a whole faker takes 25 KB, most of the memory of one of thousands of users.
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

/** Draws before the first one that counts, so that seeds next to each other have nothing in common. */
const WARM_UP = 12;

/**
 * A source of random numbers for faker, in 16 bytes. Each virtual user has one; the Mersenne Twister that faker comes
 * with has 5 KB of state and takes 20 us to seed. This is sfc32 by Chris Doty-Humphrey, which passes his PractRand;
 * https://pracrand.sourceforge.net.
 *
 * @param seed any integer
 */
export function smallRandomizer(seed: number): Randomizer {
  let [a, b, c, counter] = [0, 0, 0, 1];

  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  function start(from: number | number[]): void {
    [a = 0, b = 0, c = 0] = typeof from === 'number' ? [from | 0, (from / 2 ** 32) | 0, 0] : from;
    counter = 1;
    for (let draw = 0; draw < WARM_UP; draw += 1) next();
  }

  start(seed);
  return { next, seed: start };
}
