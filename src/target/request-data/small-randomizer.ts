import type { Randomizer } from '@faker-js/faker';

/** Draws before the first one that counts, so that seeds next to each other have nothing in common. */
const WARM_UP = 12;

/**
 * A source of random numbers for faker in 16 bytes: each virtual user has one of its own, and the Mersenne Twister that
 * faker comes with has 5 KB of state and takes 20 us to seed. This one is sfc32 by Chris Doty-Humphrey, which passes
 * his PractRand; https://pracrand.sourceforge.net.
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
