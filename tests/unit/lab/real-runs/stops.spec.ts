import { expect, test } from '@playwright/test';
import { stopsDue } from '../../../../lab/real-runs/stops.ts';

test('stops are due as long as the traffic goes on, and no more than were ordered', () => {
  const stops = { firstMs: 18_000, everyMs: 27_000, stoppedMs: 2_000, times: 2 };
  expect([0, 17_999, 18_000, 44_999, 45_000, 600_000].map((ms) => stopsDue(stops, ms))).toEqual([
    0, 0, 1, 1, 2, 2,
  ]);
});
