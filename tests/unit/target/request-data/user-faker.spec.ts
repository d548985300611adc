import { SimpleFaker } from '@faker-js/faker';
import { expect, test } from '@playwright/test';
import { smallRandomizer, UserFaker } from '../../../../src/target/request-data/user-faker.ts';

const draws = (draw: () => number) => Array.from({ length: 2_000 }, draw);

test('an index is the draw that faker itself would make', () => {
  const [ours, theirs] = [new UserFaker(7), new SimpleFaker({ randomizer: smallRandomizer(7) })];
  expect(draws(() => ours.below(64))).toEqual(draws(() => theirs.number.int(63)));
});

test('every index is drawn, and none outside', () => {
  const faker = new UserFaker(7);
  expect(new Set(draws(() => faker.below(64)))).toEqual(
    new Set(Array.from({ length: 64 }, (_, index) => index)),
  );
});

test('the same seed gives the same draws, and seeds next to each other have nothing in common', () => {
  const [one, again, next] = [7, 7, 8].map((seed) => {
    const faker = new UserFaker(seed);
    return draws(() => faker.below(1_000_000));
  });
  expect(again).toEqual(one);
  expect(next?.filter((draw, index) => draw === one?.[index]).length).toBeLessThan(5);
});
