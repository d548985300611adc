import { expect, test } from '@playwright/test';
import { joinedProgress } from '../../../../src/traffic/watch/joined-progress.ts';
import type { Progress } from '../../../../src/traffic/watch/progress.ts';

function progress(differing: Partial<Progress> = {}): Progress {
  return {
    elapsedMs: 5_000,
    durationMs: 60_000,
    vus: 10,
    requestsPerSecond: 100,
    p95Ms: 20,
    p95LeastMs: 19,
    failedShare: 0.1,
    judgedRequests: 400,
    requests: 500,
    recentP95Ms: 21,
    recentFailedShare: 0.2,
    spent: { requests: 500, writes: 50 },
    measurer: {},
    ...differing,
  };
}

test('counts are sums, shares are of all requests, and a percentile is the highest', () => {
  const joined = joinedProgress(progress(), [
    progress({ elapsedMs: 4_000, vus: 5, failedShare: 0.4, judgedRequests: 800, p95Ms: 90 }),
    progress({ requestsPerSecond: 300, recentFailedShare: 0.6, recentP95Ms: null, p95Ms: null }),
  ]);
  expect(joined).toEqual({
    elapsedMs: 5_000,
    durationMs: 60_000,
    vus: 25,
    requestsPerSecond: 500,
    p95Ms: 90,
    p95LeastMs: 19,
    failedShare: (0.1 * 400 + 0.4 * 800 + 0.1 * 400) / 1_600,
    judgedRequests: 1_600,
    requests: 1_500,
    recentP95Ms: 21,
    recentFailedShare: (0.2 * 100 + 0.2 * 100 + 0.6 * 300) / 500,
    spent: { requests: 1_500, writes: 150 },
    measurer: {},
  });
});

test('a traffic of one process is as it says, and nothing becomes known by joining', () => {
  expect(joinedProgress(progress(), [])).toEqual(progress());
  const silent = progress({
    p95Ms: null,
    p95LeastMs: null,
    recentP95Ms: null,
    recentFailedShare: null,
    failedShare: 0,
    judgedRequests: 0,
  });
  expect(joinedProgress(silent, [silent])).toMatchObject({
    p95Ms: null,
    recentP95Ms: null,
    recentFailedShare: null,
    failedShare: 0,
  });
});

test('a target that hangs for all of them still has the share that failed before', () => {
  const hanging = progress({ requestsPerSecond: 0, recentFailedShare: 1 });
  expect(joinedProgress(hanging, [hanging]).recentFailedShare).toBe(1);
});

test('a process whose figures cannot be trusted makes those of the whole so', () => {
  const invalid = { invalid: 'it stood still' };
  expect(joinedProgress(progress(), [progress({ measurer: invalid })]).measurer).toEqual(invalid);
});
