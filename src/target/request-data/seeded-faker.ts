import { base, en, Faker } from '@faker-js/faker';

/**
 * A source of data of its own for each simulated user: the same seed gives the same requests, whatever other users
 * draw in between.
 *
 * @param seed any integer
 */
export function seededFaker(seed: number): Faker {
  const faker = new Faker({ locale: [en, base] });
  faker.seed(seed);
  return faker;
}
