import type * as Package from '@faker-js/faker';
import { faker as english } from '@faker-js/faker/locale/en';

// The package's main entry loads seventy languages, an eighth of a second of every start of a process. The entry of one
// language exports no classes, but its faker has those of the main entry.

const Faker = english.constructor as typeof Package.Faker;

/** A faker without names, places and sentences: what a whole faker extends. */
export const SimpleFaker = Object.getPrototypeOf(Faker) as typeof Package.SimpleFaker;

/**
 * A faker that gives the same data for the same seed: what is drawn from faker's shared one elsewhere has no effect on it.
 *
 * @param seed any integer
 */
export function seededFaker(seed: number): Package.Faker {
  const faker = new Faker({ locale: english.rawDefinitions });
  faker.seed(seed);
  return faker;
}
