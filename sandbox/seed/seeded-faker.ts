import type { Faker } from '@faker-js/faker';
import { faker as shared } from '@faker-js/faker/locale/en';

/**
 * A faker of its own that gives the same data in every run. Made from the English entry point's class and texts,
 * as the main entry loads all seventy languages first; its shared instance is left to others untouched.
 */
export function seededFaker(seed: number): Faker {
  const OwnFaker = shared.constructor as typeof Faker;
  const own = new OwnFaker({ locale: shared.rawDefinitions });
  own.seed(seed);
  return own;
}
