import { expect, test } from '@playwright/test';
import { middleOf, risesSteadily, robustLine } from '../../../src/diagnosis/robust-line.ts';
import { seeded } from '../../made/made-traffic.ts';

const everySecond = (values: readonly number[]) => values.map((y, x) => ({ x, y }));

test('a quarter of wild points does not bend the line', () => {
  const points = Array.from({ length: 60 }, (_, x) => ({ x, y: x % 4 === 0 ? 5_000 : 10 + 3 * x }));
  const line = robustLine(points, 0.95);
  expect(line?.slope).toBeCloseTo(3, 0);
  expect(line?.at(20)).toBeCloseTo(70, -1);
});

test('the interval holds the true slope about as often as it says', () => {
  const random = seeded(5);
  let held = 0;
  for (let run = 0; run < 300; run += 1) {
    const points = Array.from({ length: 30 }, (_, x) => ({ x, y: 2 * x + 40 * (random() + random() - 1) }));
    const { lower, upper } = robustLine(points, 0.95) ?? { lower: 9, upper: 9 };
    if (lower <= 2 && upper >= 2) held += 1;
  }
  expect(held / 300).toBeGreaterThan(0.91);
  expect(held / 300).toBeLessThan(0.99);
});

test('too few points, and points of one moment, have no line; a constant has a flat one', () => {
  expect(robustLine([{ x: 1, y: 1 }], 0.95)).toBeUndefined();
  expect(
    robustLine(
      Array.from({ length: 9 }, (_, y) => ({ x: 1, y })),
      0.95,
    ),
  ).toBeUndefined();
  expect(
    robustLine(
      Array.from({ length: 900 }, (_, x) => ({ x, y: 7 })),
      0.95,
    )?.slope,
  ).toBe(0);
});

test('a slope rises steadily, a step and a constant do not', () => {
  expect(risesSteadily(everySecond([1, 2, 3, 4, 5, 6]))).toBe(true);
  expect(risesSteadily(everySecond([1, 1, 1, 1, 9, 9, 9, 9]))).toBe(false);
  expect(risesSteadily(everySecond([4, 4, 4]))).toBe(false);
  expect(risesSteadily([])).toBe(false);
});

test('a slope that was not looked at for a while still rises steadily, and a step in that time does not', () => {
  const seen = everySecond(Array.from({ length: 60 }, () => 0)).filter(
    ({ x }) => x >= 15 && (x < 20 || x >= 40),
  );
  expect(risesSteadily(seen.map(({ x }) => ({ x, y: 95 + x })))).toBe(true);
  expect(risesSteadily(seen.map(({ x }) => ({ x, y: x < 40 ? 95 : 120 })))).toBe(false);
});

test('the spread of normal values is their deviation', () => {
  const random = seeded(9);
  const values = Array.from(
    { length: 4_000 },
    () => 10 * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random()),
  );
  expect(middleOf(values).spread).toBeGreaterThan(9.3);
  expect(middleOf(values).spread).toBeLessThan(10.7);
});
