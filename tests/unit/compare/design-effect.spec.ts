import { expect, test } from '@playwright/test';
import { designEffect } from '../../../src/compare/design-effect.ts';
import { LatencyCounts } from '../../../src/compare/latency-counts.ts';
import { StoredHistogram } from '../../../src/measure/stored-histogram.ts';
import { normalNumbers } from '../../made/compared-runs.ts';
import { histogramOf } from '../../made/histogram-of.ts';

test('percentiles read off stored counts are those of the histogram', () => {
  const normal = normalNumbers(7);
  const histogram = histogramOf(Array.from({ length: 1_000 }, () => 20_000 * Math.exp(0.5 * normal())));
  const counts = LatencyCounts.of([StoredHistogram.decode(histogram.encode())]);
  expect(counts.count).toBe(1_000);
  for (const percentile of [0.5, 25, 50, 95, 99, 99.9])
    expect(
      Math.abs(1 - (counts.percentileUs(percentile) ?? 0) / (histogram.percentileUs(percentile) ?? 1)),
    ).toBeLessThan(0.001);
});

test('decoding two together is merging them', () => {
  const [one, two] = [histogramOf([10, 20, 20]), histogramOf([20, 3000])].map((each) =>
    StoredHistogram.decode(each.encode()),
  ) as [StoredHistogram, StoredHistogram];
  const together = LatencyCounts.of([one, two]);
  const merged = LatencyCounts.of([LatencyCounts.of([one]), LatencyCounts.of([two])]);
  expect([1, 2, 3, 4, 5].map((rank) => together.valueAtRankUs(rank))).toEqual([10, 20, 20, 20, 3001]);
  expect([1, 2, 3, 4, 5].map((rank) => merged.valueAtRankUs(rank))).toEqual([10, 20, 20, 20, 3001]);
  expect([together.countUpTo(9), together.countUpTo(20), together.countUpTo(99_999)]).toEqual([0, 4, 5]);
  expect([together.valueAtRankUs(0), together.valueAtRankUs(6)]).toEqual([undefined, undefined]);
});

/** Blocks of a hundred log-normal samples, whose level differs from block to block. */
function clusters(levelDeviation: number, seed: number) {
  const normal = normalNumbers(seed);
  const blocks = Array.from({ length: 40 }, () => {
    const level = levelDeviation * normal();
    const us = Array.from({ length: 100 }, () => 20_000 * Math.exp(level + 0.3 * normal()));
    return LatencyCounts.of([StoredHistogram.decode(histogramOf(us).encode())]);
  });
  return { together: LatencyCounts.of(blocks), blocks };
}

test('independent samples have a design effect of about 1', () => {
  expect(designEffect([clusters(0, 1), clusters(0, 2)], 50).factor).toBeLessThan(1.4);
});

test('blocks of different levels have the design effect that theory gives them', () => {
  const { factor, degreesOfFreedom } = designEffect([clusters(0.1, 3), clusters(0.1, 4)], 50);
  // Share below the median per block: deviation 0.1 x density 1.26 = 0.126; so 1 + 100 x 0.126^2 / 0.25 = 7.4.
  expect(factor).toBeGreaterThan(5);
  expect(factor).toBeLessThan(10);
  expect(degreesOfFreedom).toBe(78);
});
