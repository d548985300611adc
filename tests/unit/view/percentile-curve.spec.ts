import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { percentileCurve } from '../../../src/view/percentile-curve.ts';

function thousand(): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (let ms = 1; ms <= 1_000; ms += 1) histogram.record(ms * 1_000);
  return histogram;
}

test('a curve has the percentiles that people ask for, within the histogram’s 0.1 %', () => {
  const curve = new Map(percentileCurve(thousand()));
  for (const [percentile, ms] of [
    [50, 500],
    [95, 950],
    [99, 990],
    [99.9, 999],
    [100, 1_000],
  ] as const)
    expect(Math.abs((curve.get(percentile) ?? 0) - ms)).toBeLessThanOrEqual(ms / 1000);
});

test('a curve goes no further than its samples carry', () => {
  const percentiles = percentileCurve(thousand()).map(([percentile]) => percentile);
  expect(percentiles.filter((percentile) => percentile > 99.9)).toEqual([100]);
});

test('a curve only rises', () => {
  const curve = percentileCurve(thousand());
  for (const [index, [percentile, ms]] of curve.entries()) {
    const [before, msBefore] = curve[index - 1] ?? [-1, 0];
    expect(percentile).toBeGreaterThan(before);
    expect(ms).toBeGreaterThanOrEqual(msBefore);
  }
});

test('one sample makes a curve at its value, and no samples make no curve', () => {
  const one = new LatencyHistogram();
  one.record(2_500);
  expect(percentileCurve(one).map(([, ms]) => ms)).toEqual([2.5, 2.5]);
  expect(percentileCurve(new LatencyHistogram())).toEqual([]);
});

test('the curve of a burst is read from its own histogram; only its slowest is that of a bucket', () => {
  const [read, own] = [
    percentileCurve(LatencyHistogram.decode(thousand().encode())),
    percentileCurve(thousand()),
  ];
  expect(read.slice(0, -1)).toEqual(own.slice(0, -1));
  expect(Math.abs((read.at(-1)?.[1] ?? 0) - 1_000)).toBeLessThan(1);
});
