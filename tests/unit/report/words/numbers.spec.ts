import { expect, test } from '@playwright/test';
import { percentileWords } from '../../../../src/report/words/numbers.ts';

test('a percentile that was not measured says so with its samples, and has no unit', () => {
  expect(percentileWords('p95', { samples: 14 })).toBe('p95 not measured (14 samples)');
  expect(percentileWords('p99', { samples: 1 })).toBe('p99 not measured (1 sample)');
  expect(percentileWords('p95', {})).toBe('p95 not measured');
  expect(percentileWords('p95', { p95Ms: 310.2, samples: 900 })).toBe('p95 310 ms');
});

test('a percentile has the bound of the measurer’s own delay next to it, unless that is next to nothing', () => {
  expect(percentileWords('p95', { p95Ms: 310, p95LeastMs: 308 })).toBe('p95 310 ms');
  expect(percentileWords('p99', { p95Ms: 310, p99Ms: 500, p99LeastMs: 480 })).toBe(
    'p99 500 ms (own ≤ 20 ms)',
  );
});
