import { expect, test } from '@playwright/test';
import { timeForBurstMs } from '../../../../lanes/bursts/time-for-burst.ts';

const connections = 10;

test('a burst that meets a limiter at its end, waits for it and then hangs has time to write its figures', () => {
  const durationMs = 46_000;
  // Two seconds for what was under way, the longest wait for a limiter, and once more with requests that wait at its end.
  const longestMs = durationMs + 2_000 + 65_000 + durationMs + 35_700;
  expect(timeForBurstMs({ connections, durationMs })).toBeGreaterThan(longestMs + 60_000);
});

test('a burst that is paced has as much time more as it may wait for the limits', () => {
  const shape = { connections, durationMs: 46_000 };
  const more = timeForBurstMs({ ...shape, arrivalsPerSecond: 8 }) - timeForBurstMs(shape);
  expect(more).toBeGreaterThanOrEqual(4 * 62_000);
});
