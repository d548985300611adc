import { expect, test } from '@playwright/test';
import { percentileRanks, samplesNeeded } from '../../../src/verdict/percentile-interval.ts';

test('the median of ten lies between the second and the ninth', () => {
  // Conover, Practical Nonparametric Statistics: the narrowest symmetric interval of at least 95 % (97.9 %).
  expect(percentileRanks(10, 50)).toEqual({ lower: 2, upper: 9 });
});

test('the median of a hundred lies between the 40th and the 61st', () => {
  expect(percentileRanks(100, 50)).toEqual({ lower: 40, upper: 61 });
});

test('five samples give the median no interval, six give it their whole range', () => {
  // 2 / 2^5 = 6.25 % would lie outside, 2 / 2^6 = 3.1 %.
  expect(percentileRanks(5, 50)).toEqual({ lower: undefined, upper: undefined });
  expect(percentileRanks(6, 50)).toEqual({ lower: 1, upper: 6 });
});

for (const [percentile, least] of [
  [95, 72],
  [99, 368],
] as const) {
  test(`a p${percentile} has an upper bound from ${least} samples on, and it is the largest`, () => {
    expect(samplesNeeded(percentile)).toBe(least);
    expect(percentileRanks(least - 1, percentile).upper).toBeUndefined();
    expect(percentileRanks(least, percentile).upper).toBe(least);
    expect(percentileRanks(least + 1, percentile).upper).toBe(least + 1);
  });
}

test('the samples needed are those from which an upper bound exists, for any percentile', () => {
  for (const percentile of [50, 75, 90, 97.5, 99.5]) {
    const needed = samplesNeeded(percentile);
    expect(percentileRanks(needed - 1, percentile).upper, `p${percentile}`).toBeUndefined();
    expect(percentileRanks(needed, percentile).upper, `p${percentile}`).toBe(needed);
  }
});

test('no samples give no interval', () => {
  expect(percentileRanks(0, 95)).toEqual({ lower: undefined, upper: undefined });
});

test('more confidence never gives a narrower interval', () => {
  const intervals = [0.8, 0.9, 0.95, 0.99].map((confidence) => percentileRanks(800, 95, confidence));
  const widths = intervals.map(({ lower = 0, upper = 801 }) => upper - lower);
  expect(widths).toEqual([...widths].sort((a, b) => a - b));
  expect(new Set(widths).size).toBe(4);
});

for (const percentile of [50, 90, 95, 99]) {
  test(`at 1,000 samples, exact, and 1,001, approximated, the p${percentile} has the same interval within 2 ranks`, () => {
    const [exact, approximate] = [percentileRanks(1000, percentile), percentileRanks(1001, percentile)];
    expect(Math.abs((approximate.lower ?? 0) - (exact.lower ?? 0))).toBeLessThanOrEqual(2);
    expect(Math.abs((approximate.upper ?? 0) - (exact.upper ?? 0))).toBeLessThanOrEqual(2);
  });
}
