import { base, en, Faker } from '@faker-js/faker';

/**
 * A faker that gives the same data for the same seed: what is drawn from faker's shared one elsewhere has no effect on it.
 *
 * @param seed any integer
 */
export function seededFaker(seed: number): Faker {
  const faker = new Faker({ locale: [en, base] });
  faker.seed(seed);
  return faker;
}
