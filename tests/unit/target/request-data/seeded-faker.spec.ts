import { base, en, Faker, SimpleFaker as PackageSimpleFaker } from '@faker-js/faker';
import { expect, test } from '@playwright/test';
import { SimpleFaker, seededFaker } from '../../../../src/target/request-data/seeded-faker.ts';

const sentences = (faker: Faker) =>
  Array.from({ length: 200 }, () => [
    faker.person.fullName(),
    faker.internet.email(),
    faker.location.streetAddress(),
    faker.phone.number(),
    faker.vehicle.vehicle(),
    faker.lorem.sentence(),
    faker.date.past({ refDate: 0 }),
  ]);

test('a seed gives the data that a faker of the main entry gives for it, in English', () => {
  const theirs = new Faker({ locale: [en, base], seed: 7 });
  expect(sentences(seededFaker(7))).toEqual(sentences(theirs));
});

test('the classes are those of the main entry', () => {
  expect(seededFaker(7)).toBeInstanceOf(Faker);
  expect(SimpleFaker).toBe(PackageSimpleFaker);
});
