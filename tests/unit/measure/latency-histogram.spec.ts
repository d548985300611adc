import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { StoredHistogram } from '../../../src/measure/stored-histogram.ts';
import { seededFaker } from '../../../src/target/request-data/seeded-faker.ts';
import { histogramOf } from '../../made/histogram-of.ts';

/** Seeded latencies from 100 us to 10 s, evenly spread over the orders of magnitude. */
function spreadLatencies(count: number): number[] {
  const faker = seededFaker(7);
  return Array.from({ length: count }, () => Math.round(10 ** faker.number.float({ min: 2, max: 7 })));
}

const PERCENTILES = [0, 1, 25, 50, 75, 90, 95, 99, 99.9];
const percentilesOf = (histogram: LatencyHistogram) => PERCENTILES.map((p) => histogram.percentileUs(p));

test('the percentiles of 1 to 1,000 us are the numbers themselves', () => {
  const histogram = histogramOf(Array.from({ length: 1000 }, (_, index) => index + 1));
  expect([50, 95, 99, 99.9].map((p) => histogram.percentileUs(p))).toEqual([500, 950, 990, 999]);
  expect([histogram.minUs, histogram.meanUs, histogram.maxUs, histogram.count]).toEqual([
    1, 500.5, 1000, 1000,
  ]);
});

test('a percentile between two samples is the upper one, so that its share does not exceed it', () => {
  expect(histogramOf([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110]).percentileUs(85)).toBe(100);
});

test('a percentile that no sample lies beyond is not measured', () => {
  const histogram = histogramOf(Array.from({ length: 19 }, (_, index) => index + 1));
  expect([50, 90, 95, 99].map((p) => histogram.percentileUs(p))).toEqual([10, 18, undefined, undefined]);
  histogram.record(20);
  expect([95, 99].map((p) => histogram.percentileUs(p))).toEqual([19, undefined]);
});

test('a single sample has one value, read from disk too', () => {
  const histogram = StoredHistogram.sum([StoredHistogram.decode(histogramOf([125_730]).encode())]);
  const { minUs, meanUs, maxUs } = histogram;
  expect([minUs, meanUs]).toEqual([maxUs, maxUs]);
});

test('the order of the samples does not matter', () => {
  const latencies = spreadLatencies(5000);
  const sorted = [...latencies].sort((a, b) => a - b);
  expect(percentilesOf(histogramOf(latencies))).toEqual(percentilesOf(histogramOf(sorted)));
});

test('merging equals recording together', () => {
  const latencies = spreadLatencies(6000);
  const parts = [0, 1, 2].map((part) => histogramOf(latencies.filter((_, index) => index % 3 === part)));
  const merged = LatencyHistogram.merge(parts);
  const together = histogramOf(latencies);
  expect(percentilesOf(merged)).toEqual(percentilesOf(together));
  expect([merged.count, merged.meanUs, merged.minUs, merged.maxUs]).toEqual([
    together.count,
    together.meanUs,
    together.minUs,
    together.maxUs,
  ]);
});

test('merging leaves its parts as they were', () => {
  const part = histogramOf([1000]);
  LatencyHistogram.merge([part, histogramOf([2000])]);
  expect([part.count, part.maxUs]).toEqual([1, 1000]);
});

test('what was encoded and decoded has the same count and percentiles within 0.1 %', () => {
  const latencies = spreadLatencies(10_000).sort((a, b) => a - b);
  const decoded = LatencyHistogram.decode(histogramOf(latencies).encode());
  expect(decoded.count).toBe(10_000);
  for (const percentile of [1, 50, 95, 99, 99.9]) {
    const truth = latencies[Math.round(percentile * 100) - 1] ?? 0; // Rank of 10,000.
    const found = decoded.percentileUs(percentile) ?? 0;
    expect(Math.abs(found - truth) / truth, `p${percentile} ${found}, truly ${truth}`).toBeLessThan(0.001);
  }
});

test('the mean of a decoded histogram is off by 0.1 % at most', () => {
  const histogram = histogramOf(spreadLatencies(10_000));
  const [mean = 0, decoded = 0] = [histogram.meanUs, LatencyHistogram.decode(histogram.encode()).meanUs];
  expect(Math.abs(decoded - mean) / mean).toBeLessThan(0.001);
});

test('an empty histogram makes nothing up', () => {
  const empty = new LatencyHistogram();
  expect([empty.count, empty.minUs, empty.meanUs, empty.maxUs]).toEqual([0, undefined, undefined, undefined]);
  expect([empty.percentileUs(95), empty.valueAtRankUs(1)]).toEqual([undefined, undefined]);
  expect(LatencyHistogram.decode(empty.encode()).percentileUs(50)).toBeUndefined();
});

test('a reset histogram is an empty one', () => {
  const histogram = histogramOf([5, 10]);
  histogram.reset();
  expect([histogram.count, histogram.maxUs, histogram.percentileUs(50)]).toEqual([0, undefined, undefined]);
  histogram.record(3);
  expect([histogram.minUs, histogram.meanUs, histogram.maxUs]).toEqual([3, 3, 3]);
});

test('each rank of up to 400 samples gives exactly its sample', () => {
  const histogram = new LatencyHistogram();
  for (let count = 1; count <= 400; count += 1) {
    histogram.record(count);
    const wrong = [];
    for (let rank = 1; rank <= count; rank += 1) {
      if (histogram.valueAtRankUs(rank) !== rank) wrong.push({ rank, got: histogram.valueAtRankUs(rank) });
    }
    expect(wrong, `${count} samples`).toEqual([]);
  }
});

test('a rank that no sample has is undefined', () => {
  const histogram = histogramOf([1, 2, 3]);
  expect([0, 4].map((rank) => histogram.valueAtRankUs(rank))).toEqual([undefined, undefined]);
});

test('a latency beyond the range counts at its edge instead of being lost', () => {
  const histogram = histogramOf([0.2, 500_000_000]);
  expect([histogram.count, histogram.minUs, histogram.maxUs]).toEqual([2, 1, 120_000_000]);
});

test('the share of samples from a latency on counts the samples of that latency, and is 0 without samples', () => {
  const histogram = new LatencyHistogram();
  expect(histogram.shareFrom(1_000)).toBe(0);
  for (const us of [100, 200, 300, 400]) histogram.record(us);
  expect([0, 200, 201, 400, 401].map((us) => histogram.shareFrom(us))).toEqual([1, 0.75, 0.5, 0.25, 0]);
});
