import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { StoredHistogram } from '../../../src/measure/stored-histogram.ts';
import { normalNumbers } from '../../made/compared-runs.ts';
import { histogramOf } from '../../made/histogram-of.ts';

/** Log-normal latencies from microseconds to seconds. */
function latencies(count: number, seed: number): number[] {
  const normal = normalNumbers(seed);
  return Array.from({ length: count }, () => 5_000 * Math.exp(2 * normal()));
}

/** Everything that anybody reads off a histogram. */
const readings = (histogram: LatencyHistogram) => ({
  count: histogram.count,
  meanUs: histogram.meanUs,
  minUs: histogram.minUs,
  maxUs: histogram.maxUs,
  percentilesUs: [0, 1, 25, 50, 90, 95, 99, 99.9, 100].map((each) => histogram.percentileUs(each)),
  ranksUs: [1, 2, histogram.count].map((rank) => histogram.valueAtRankUs(rank)),
  encoded: histogram.encode(),
});

for (const count of [1, 2, 50, 3_000]) {
  test(`the sum of stored histograms of ${count} samples is that of the whole ones`, () => {
    const texts = [1, 2, 3].map((seed) => histogramOf(latencies(count, seed)).encode());
    const whole = LatencyHistogram.merge(texts.map((text) => LatencyHistogram.decode(text)));
    const { meanUs, ...rest } = readings(
      StoredHistogram.sum(texts.map((text) => StoredHistogram.decode(text))),
    );
    const { meanUs: wholeMeanUs, ...wholeRest } = readings(whole);
    expect(rest).toEqual(wholeRest);
    expect(meanUs).toBeCloseTo(wholeMeanUs ?? 0, 6);
  });
}

test('a stored histogram without samples adds nothing', () => {
  const empty = StoredHistogram.decode(new LatencyHistogram().encode());
  expect(empty.count).toBe(0);
  expect(StoredHistogram.sum([empty, empty]).percentileUs(50)).toBeUndefined();
});

test('buckets come in rising order, each with its samples', () => {
  const buckets: [number, number][] = [];
  const stored = StoredHistogram.decode(histogramOf([10, 20, 20, 3_000]).encode());
  stored.forEachBucket((highestUs, count) => buckets.push([highestUs, count]));
  expect(buckets).toEqual([
    [10, 1],
    [20, 2],
    [3_001, 1],
  ]);
});
