import type * as Package from '@faker-js/faker';
import { SimpleFaker } from './seeded-faker.ts';

/** The part of a faker that each user has: no names, places or sentences, which are drawn from pools that all users share. */
export type Draws = Pick<Package.SimpleFaker, 'datatype' | 'helpers' | 'number' | 'string'>;

/**
 * A source of numbers and choices for one simulated user: the same seed gives the same requests, whatever other users
 * draw in between. It takes 0.1 KB, since all users share faker's own objects, which take 3.6 KB: these draw for the user
 * who was asked last. So ask anew for each draw (`faker.number.int()`), and keep no part of it (`const { number } = faker`).
 */
export class UserFaker implements Draws {
  readonly #randomizer: SmallRandomizer;

  /** @param seed any integer */
  constructor(seed: number) {
    this.#randomizer = new SmallRandomizer(seed);
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

  get datatype(): Draws['datatype'] {
    return this.#itsTurn().datatype;
  }

  get helpers(): Draws['helpers'] {
    return this.#itsTurn().helpers;
  }

  get number(): Draws['number'] {
    return this.#itsTurn().number;
  }

  get string(): Draws['string'] {
    return this.#itsTurn().string;
  }

  #itsTurn(): Draws {
    drawsNow = this.#randomizer;
    return shared;
  }
}

/** Draws before the first one that counts, so that seeds next to each other have nothing in common. */
const WARM_UP = 12;

/**
 * A source of random numbers for faker. Each virtual user has one; the Mersenne Twister that faker comes
 * with has 5 KB of state and takes 20 us to seed. This is sfc32 by Chris Doty-Humphrey, which passes his PractRand;
 * https://pracrand.sourceforge.net.
 *
 * Faker takes its methods from it, so it is given functions that call them.
 */
export class SmallRandomizer {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;

  /** @param seed any integer */
  constructor(seed: number) {
    this.seed(seed);
  }

  /** @returns a number from 0 to 1, without 1 */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** Begins anew. */
  seed(from: number | number[]): void {
    [this.#a = 0, this.#b = 0, this.#c = 0] =
      typeof from === 'number' ? [from | 0, (from / 2 ** 32) | 0, 0] : from;
    this.#counter = 1;
    for (let draw = 0; draw < WARM_UP; draw += 1) this.next();
  }
}

/** Whom the shared faker draws for. */
let drawsNow = new SmallRandomizer(1);

const shared: Draws = new SimpleFaker({
  randomizer: { next: () => drawsNow.next(), seed: (from) => drawsNow.seed(from) },
});
