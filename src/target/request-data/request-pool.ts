import type { Faker } from '@faker-js/faker';
import { seededFaker } from './seeded-faker.ts';
import type { UserFaker } from './user-faker.ts';

/** Variants per pool: enough that no cache of the target sees one body all the time, made in a few milliseconds. */
const POOL_SIZE = 64;

/**
 * A pool of ready-made request parts. Realistic data costs faker 1 us or more per field; a generator sends thousands
 * of requests per second, so the parts are made once per process and a request only draws an index (about 30 ns).
 * Which part is drawn comes from the user's own seeded faker, so the same seed gives the same requests.
 */
export class RequestPool<Part> {
  readonly #seed: number;
  readonly #make: (faker: Faker) => Part;
  #parts: readonly Part[] | undefined;

  /**
   * @param seed seed of the pool itself; pools with different seeds differ in their data
   * @param make makes one part; called `POOL_SIZE` times when the pool is first drawn from
   */
  constructor(seed: number, make: (faker: Faker) => Part) {
    this.#seed = seed;
    this.#make = make;
  }

  /** Draws a part with the user's faker. */
  pick(faker: UserFaker): Part {
    this.#parts ??= this.#fill();
    const part = this.#parts[faker.below(POOL_SIZE)];
    if (part === undefined) throw new Error('request pool: drew outside the pool');
    return part;
  }

  #fill(): readonly Part[] {
    const faker = seededFaker(this.#seed);
    return Array.from({ length: POOL_SIZE }, () => this.#make(faker));
  }
}

/** The members of an object as JSON text without its braces, to be joined with others into a body. */
export function jsonMembers(members: Readonly<Record<string, string | number | boolean>>): string {
  return JSON.stringify(members).slice(1, -1);
}
