import { expect, test } from '@playwright/test';
import { allureMetrics } from '../../../../src/report/allure/metrics.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { smallBurst, smallRecord } from '../../../made/small-record.ts';

const metricValue = (key: string, record = smallRecord()) =>
  allureMetrics(runView(record, [])).metrics.find((metric) => metric.key === key)?.value;

test("each operation's p95 in the traffic is a metric in milliseconds, lower being better", () => {
  expect(metricValue('traffic deals.create p95')).toBe(12.35);
  expect(allureMetrics(runView(smallRecord(), [])).looks['traffic deals.create p95']).toEqual({
    title: 'deals.create p95',
    unit: 'ms',
    better: 'lower',
    group: 'traffic',
  });
});

test('an operation that was not measured has no metric', () => {
  expect(allureMetrics(runView(smallRecord(), [])).metrics.map(({ key }) => key)).not.toContain(
    'traffic tax.batch p95',
  );
});

test("a step's median is taken over the visits of all rounds, not over their medians", () => {
  // 50 60 70 80 90
  expect(metricValue('journey login: sign in median')).toBe(70);
});

test("a round's burst counts by the median of the rounds", () => {
  expect(metricValue('burst auth.login p95')).toBe(61.5);
});

test('the bursts of the baseline are metrics as well', () => {
  const record = smallRecord({ traffic: null, rounds: [], bursts: [smallBurst('deals.list', 4.5)] });
  expect(allureMetrics(runView(record, [])).metrics.map(({ key, value }) => [key, value])).toEqual([
    ['burst deals.list p95', 4.5],
  ]);
});

test('failures are a share of what ended, and more requests per second are better', () => {
  // 10 of 995
  expect(metricValue('traffic failed')).toBe(1.005);
  expect(allureMetrics(runView(smallRecord(), [])).looks['traffic rate']?.better).toBe('higher');
});

test('every metric has its own id, lies in the time of the run and has a look', () => {
  const { metrics, looks } = allureMetrics(runView(smallRecord(), []));
  expect(new Set(metrics.map(({ id }) => id)).size).toBe(metrics.length);
  for (const { id, key, start, stop } of metrics) {
    expect(id).toContain('2026-11-24T10-00-00-smoke-a1b2');
    expect([start, stop]).toEqual([Date.UTC(2026, 10, 24, 10, 0, 0), Date.UTC(2026, 10, 24, 10, 1, 10)]);
    expect(looks[key]).toBeDefined();
  }
});
