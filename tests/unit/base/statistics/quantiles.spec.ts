import { expect, test } from '@playwright/test';
import {
  isPercentileMeasured,
  normalQuantile,
  studentQuantile,
} from '../../../../src/base/statistics/quantiles.ts';

test('normal quantiles are those of the tables', () => {
  for (const [probability, quantile] of [
    [0.000001, -4.753424309],
    [0.025, -1.959963985],
    [0.5, 0],
    [0.8, 0.841621234],
    [0.975, 1.959963985],
    [0.995, 2.575829304],
    [0.999, 3.090232306],
  ] as const)
    expect(normalQuantile(probability), String(probability)).toBeCloseTo(quantile, 8);
});

// Two-sided quantiles from any table of Student's t.
for (const [twoSided, degrees, expected] of [
  [0.05, 1, 12.706],
  [0.05, 2, 4.303],
  [0.05, 3, 3.182],
  [0.001, 3, 12.924],
  [0.05, 9, 2.262],
  [0.05, 10, 2.228],
  [0.001, 10, 4.587],
  [0.0001, 20, 4.837],
  [0.05, 29, 2.045],
  [0.05, 30, 2.042],
  [0.01, 38, 2.712],
  [0.05, 60, 2.0],
  [0.05, 120, 1.98],
  [0.05, 1000, 1.962],
] as const) {
  test(`t with ${degrees} degrees of freedom exceeds ${expected} in ${twoSided * 100} % of all cases`, () => {
    expect(Math.abs(studentQuantile(twoSided, degrees) - expected)).toBeLessThan(0.0005001);
  });
}

test('a fraction of a degree of freedom lies between its neighbours', () => {
  const [four, between, five] = [4, 4.5, 5].map((degrees) => studentQuantile(0.05, degrees));
  expect(between).toBeLessThan(four ?? Number.NaN);
  expect(between).toBeGreaterThan(five ?? Number.NaN);
});

test('t falls steadily towards the normal quantile, also where it is taken from the normal distribution', () => {
  const normal = normalQuantile(1 - 1e-6 / 2);
  const degrees = [100, 1e3, 1e4, 1e5, 9.9e5, 1.1e6, 1e9, Number.POSITIVE_INFINITY];
  const quantiles = degrees.map((each) => studentQuantile(1e-6, each));
  expect(quantiles).toEqual(quantiles.toSorted((a, b) => b - a));
  expect((quantiles[4] ?? Number.NaN) / normal - 1).toBeLessThan(1e-5);
  expect(quantiles.at(-1)).toBeCloseTo(normal, 9);
});

test('below one degree of freedom nothing bounds a figure', () => {
  expect(studentQuantile(0.05, 0)).toBe(Number.POSITIVE_INFINITY);
  expect(studentQuantile(0.05, 0.9)).toBe(Number.POSITIVE_INFINITY);
});

for (const [percentile, samples] of [
  [50, 2],
  [90, 10],
  [95, 20],
  [99, 100],
  [99.9, 1_000],
  [99.99, 10_000],
] as const)
  test(`a p${percentile} is measured by ${samples} samples, and not by one less`, () => {
    expect(isPercentileMeasured(percentile, samples)).toBe(true);
    expect(isPercentileMeasured(percentile, samples - 1)).toBe(false);
  });

test('the largest sample is not a percentile, however many samples there are', () => {
  expect(isPercentileMeasured(100, 1e9)).toBe(false);
});
