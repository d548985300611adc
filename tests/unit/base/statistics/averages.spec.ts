import { expect, test } from '@playwright/test';
import { mean, median, sum, varianceOfMean } from '../../../../src/base/statistics/averages.ts';

test('the median of an odd number of values is the one in the middle, in whatever order they come', () => {
  expect(median([9, 1, 5])).toBe(5);
});

test('the median of an even number of values is the mean of the middle two', () => {
  expect(median([4, 1, 10, 2])).toBe(3);
});

test('an empty list has no median and no mean, and its sum is 0', () => {
  expect(median([])).toBeUndefined();
  expect(mean([])).toBeNaN();
  expect(sum([])).toBe(0);
});

test('the median leaves the list as it was', () => {
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
});

test('small values do not get lost in a large sum', () => {
  expect(sum([1e16, 1, 1, -1e16])).toBe(2);
});

test('the variance of a mean is the variance of the samples divided by their number', () => {
  // The squares around the mean of 5 add up to 32; 32 / 7 / 8.
  expect(varianceOfMean([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(32 / 7 / 8, 12);
});

test('fewer than two samples do not bound their mean', () => {
  expect(varianceOfMean([])).toBe(Number.POSITIVE_INFINITY);
  expect(varianceOfMean([5])).toBe(Number.POSITIVE_INFINITY);
});
