import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { latencyTrend, runTrends } from '../../../src/view/latency-trend.ts';

/** Latencies of 1, 2, 3 … ms. */
function rising(count: number): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (let ms = 1; ms <= count; ms++) histogram.record(ms * 1000);
  return histogram;
}

test('a trend has the shortest latency and the 90th percentile next to the figures of the record', () => {
  const trend = latencyTrend(rising(100));
  expect(trend).toMatchObject({ samples: 100, minMs: 1, avgMs: 50.5 });
  expect(trend?.p90Ms).toBeCloseTo(90, 0);
  expect(trend?.p95Ms).toBeCloseTo(95, 0);
});

test('a percentile that was not measured is left out, and what measured nothing has no trend', () => {
  const few = latencyTrend(rising(2));
  expect(few).toMatchObject({ minMs: 1, maxMs: 2 });
  expect(few).not.toHaveProperty('p90Ms');
  const nothing = { all: rising(0), successes: rising(0) };
  const operations = [
    ['deals.get', rising(3)],
    ['deals.list', rising(0)],
  ] as const;
  const trends = runTrends(nothing, operations, []);
  expect([...trends.byOperation.keys()]).toEqual(['deals.get']);
  expect(trends.all).toBeUndefined();
});
