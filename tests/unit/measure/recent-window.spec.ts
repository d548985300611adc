import { expect, test } from '@playwright/test';
import { RECENT_SECONDS, RecentWindow } from '../../../src/measure/recent-window.ts';

test('the window knows the last ten seconds and forgets what was before', () => {
  const window = new RecentWindow();
  for (let each = 0; each < 100; each++) window.record(900_000, true);
  window.turn();
  for (let second = 1; second < RECENT_SECONDS; second++) {
    for (let each = 0; each < 100; each++) window.record(20_000, false);
    const { p95Ms, failedShare } = window.turn();
    expect(failedShare).toBeCloseTo(1 / (second + 1));
    // 100 of at most 1,000: more than 5 % are slow.
    expect(p95Ms).toBeGreaterThan(890);
  }
  for (let each = 0; each < 100; each++) window.record(20_000, false);
  const { p95Ms, failedShare } = window.turn();
  expect(failedShare).toBe(0);
  expect(Math.abs((p95Ms ?? 0) - 20)).toBeLessThan(0.2);
});

test('a request without an answer counts as failed and has no latency', () => {
  const window = new RecentWindow();
  window.record(undefined, true);
  expect(window.turn()).toEqual({ p95Ms: null, failedShare: 1 });
});

test('a window in which nothing ended has no figures', () => {
  expect(new RecentWindow().turn()).toEqual({ p95Ms: null, failedShare: null });
});
