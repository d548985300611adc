import { SimpleFaker } from '@faker-js/faker';
import { expect, test } from '@playwright/test';
import { type Draws, SmallRandomizer, UserFaker } from '../../../../src/target/request-data/user-faker.ts';

const draws = <Drawn>(draw: () => Drawn) => Array.from({ length: 2_000 }, draw);

/** A faker of its own, with the numbers of a user. */
function fakerOf(seed: number): SimpleFaker {
  const randomizer = new SmallRandomizer(seed);
  return new SimpleFaker({
    randomizer: { next: () => randomizer.next(), seed: (from) => randomizer.seed(from) },
  });
}

test('an index is the draw that faker itself would make', () => {
  const [ours, theirs] = [new UserFaker(7), fakerOf(7)];
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

test('users draw the same whether they do so one after the other or in turn', () => {
  const drawAll = ({ datatype, helpers, number, string }: Draws) => [
    number.int(1_000_000),
    number.float(),
    helpers.arrayElement([1, 2, 3, 4, 5, 6, 7]),
    helpers.weightedArrayElement([
      { weight: 1, value: 'seldom' },
      { weight: 2, value: 'often' },
    ]),
    datatype.boolean(),
    string.uuid(),
  ];
  const [first, second] = [new UserFaker(7), new UserFaker(8)];
  const inTurn = draws(() => [drawAll(first), drawAll(second)]);
  const alone = (seed: number) => {
    const faker = fakerOf(seed);
    return draws(() => drawAll(faker));
  };
  expect(inTurn.map(([one]) => one)).toEqual(alone(7));
  expect(inTurn.map(([, other]) => other)).toEqual(alone(8));
});
