import { expect, test } from '@playwright/test';
import { studentQuantile } from '../../../src/base/statistics/quantiles.ts';
import { welchHalfWidth } from '../../../src/compare/welch-interval.ts';

test('sides that scatter alike have the degrees of freedom of both together', () => {
  // The variance of either mean is 1.
  expect(welchHalfWidth([0, 2], [5, 7], 0.05)).toBeCloseTo(studentQuantile(0.05, 2) * Math.SQRT2, 6);
});

test('where one side has nearly all the scatter, its samples alone say how well that is known', () => {
  // Variances of the means: 25 with one degree of freedom, 1/3 with two.
  const variance = 25 + 1 / 3;
  const degreesOfFreedom = variance ** 2 / (25 ** 2 / 1 + (1 / 3) ** 2 / 2);
  expect(degreesOfFreedom).toBeCloseTo(1.03, 2);
  const half = studentQuantile(0.05, degreesOfFreedom) * Math.sqrt(variance);
  expect(welchHalfWidth([0, 10], [0, 1, 2], 0.05)).toBeCloseTo(half, 6);
  expect(welchHalfWidth([0, 1, 2], [0, 10], 0.05)).toBeCloseTo(half, 6);
});

test('one sample on a side bounds nothing, and samples without scatter have no width', () => {
  expect(welchHalfWidth([1], [1, 2, 3], 0.05)).toBe(Number.POSITIVE_INFINITY);
  expect(welchHalfWidth([1, 1], [2, 2, 2], 0.05)).toBe(0);
  // One side alone scatters: its own degrees of freedom, not a rounding less.
  expect(welchHalfWidth([0.1, 0.3], [2, 2, 2], 0.05)).toBeCloseTo(studentQuantile(0.05, 1) * 0.1, 6);
});
