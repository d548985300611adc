import { expect, test } from '@playwright/test';
import { SecondCounts } from '../../../src/measure/second-counts.ts';

test('requests are counted to the second in which they ended, seconds without any too', () => {
  const counts = new SecondCounts();
  counts.record(12_100, 4_000);
  counts.record(12_900, 6_040);
  counts.record(14_000, undefined);
  expect(counts.take()).toEqual({
    seconds: {
      fromSecond: 12,
      ok: [2, 0, 0],
      failed: [0, 0, 1],
      totalMs: [10, 0, 0],
      slowestMs: [6, 0, 0],
    },
  });
});

test('each slice begins anew, and one without requests has no seconds', () => {
  const counts = new SecondCounts();
  counts.record(100, 1_000);
  counts.take();
  expect(counts.take()).toEqual({});
  counts.record(9_999, 1_000);
  expect(counts.take().seconds?.fromSecond).toBe(9);
});
