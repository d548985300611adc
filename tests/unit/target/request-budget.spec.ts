import { appendFileSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';
import type { RateLimits } from '../../../src/target/preflight/finding.ts';
import { limitPerMinute, RequestBudget } from '../../../src/target/request-budget.ts';
import { FakeClock } from '../../made/fake-clock.ts';

const limits: RateLimits = {
  enabled: true,
  perUserPerMinute: 1000,
  perDealershipPerMinute: 5000,
  perAddressPerMinute: 100,
};

/** Tests with budgets that count in the same file, each as if it were of another process. */
const test = base.extend<{ clock: FakeClock; budget(limits?: Partial<RateLimits>): RequestBudget }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  clock: async ({}, use) => use(new FakeClock()),
  budget: async ({ clock }, use, testInfo) =>
    use(
      (changed = {}) =>
        new RequestBudget({ ...limits, ...changed }, testInfo.outputPath('budget.jsonl'), { clock }),
    ),
});

test('within nine tenths of a limit nothing waits, and the next request waits for the first minute to pass', async ({
  clock,
  budget,
}) => {
  const ofRun = budget();
  for (let sent = 0; sent < 90; sent += 1) await ofRun.take('ip');
  expect(clock.nowMs()).toBe(0);
  await clock.during(ofRun.take('ip'), 1_000);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(60_000);
  expect(clock.nowMs()).toBeLessThanOrEqual(64_000);
});

test('all processes of a run count together', async ({ clock, budget }) => {
  budget().note('ip', 60);
  await budget().take('ip', 30);
  expect(clock.nowMs()).toBe(0);
  await clock.during(budget().take('ip', 10), 1_000);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(60_000);
});

test('a line that another process was still writing at the first look counts at the next', async ({
  clock,
  budget,
}, testInfo) => {
  await budget().take('ip', 30);
  const line = `${JSON.stringify({ tier: 'ip', count: 30, atMs: 30_000 })}\n`;
  const path = testInfo.outputPath('budget.jsonl');
  appendFileSync(path, line.slice(0, 10));
  const waiting = budget().take('ip', 90);
  appendFileSync(path, line.slice(10));
  await clock.during(waiting, 1_000);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(90_000);
  expect(clock.nowMs()).toBeLessThanOrEqual(94_000);
});

test('each limit counts by itself, and what counts for none never waits', async ({ clock, budget }) => {
  const ofRun = budget();
  await ofRun.take('ip', 90);
  await ofRun.take('user+dealership', 900);
  await ofRun.take('bypass', 100_000);
  await ofRun.take('none', 100_000);
  expect(clock.nowMs()).toBe(0);
});

test('requests that are sent over a time count until a minute after its end', async ({ clock, budget }) => {
  const ofRun = budget();
  await ofRun.take('user+dealership', 500, { lastsMs: 30_000 });
  await clock.during(ofRun.take('user+dealership', 500), 1_000);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(90_000);
  expect(clock.nowMs()).toBeLessThanOrEqual(94_000);
});

test('more requests than the limit lets through wait until nothing else counts, and no longer', async ({
  clock,
  budget,
}) => {
  const ofRun = budget();
  await ofRun.take('ip', 5);
  await clock.during(ofRun.take('ip', 5_000), 1_000);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(60_000);
  expect(clock.nowMs()).toBeLessThanOrEqual(64_000);
});

test('a limiter that counts a shorter time lets a burst through in each of them', async ({
  clock,
  budget,
}) => {
  const ofRun = budget({ perUserPerMinute: 900, windowSeconds: 2 });
  await ofRun.take('user+dealership', 27);
  expect(clock.nowMs()).toBe(0);
  await clock.during(ofRun.take('user+dealership', 27), 100);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(2_000);
  expect(clock.nowMs()).toBeLessThanOrEqual(4_200);
});

test('in no minute does the target see more than its limit, however the run asks', async ({
  clock,
  budget,
}) => {
  const [one, other] = [budget(), budget()];
  const seenMs: number[] = [];
  const work = Array.from({ length: 250 }, async (_, index) => {
    await (index % 2 === 0 ? one : other).take('ip');
    seenMs.push(clock.nowMs());
  });
  await clock.during(Promise.all(work), 500);
  const most = Math.max(
    ...seenMs.map((fromMs) => seenMs.filter((ms) => ms >= fromMs && ms < fromMs + 60_000).length),
  );
  expect(most).toBeLessThanOrEqual(100);
  // It does not wait without need either: 250 requests at 90 a minute.
  expect(clock.nowMs()).toBeLessThanOrEqual(130_000);
});

test('an abort ends the waiting', async ({ clock, budget }) => {
  const ofRun = budget();
  await ofRun.take('ip', 90);
  const abort = new AbortController();
  clock.after(1_000, () => abort.abort());
  await clock.during(ofRun.take('ip', 1, { signal: abort.signal }), 100);
  expect(clock.nowMs()).toBeLessThan(2_000);
});

test('limits that are off, that nobody announced, or that no process can reach limit nothing', () => {
  expect(limitPerMinute('ip', limits)).toBe(100);
  expect(limitPerMinute('user+dealership', { ...limits, perUserPerMinute: 9_000 })).toBe(5_000);
  expect(limitPerMinute('bypass', limits)).toBeUndefined();
  expect(limitPerMinute('ip', { ...limits, enabled: false })).toBeUndefined();
  expect(limitPerMinute('ip', { ...limits, perAddressPerMinute: undefined })).toBeUndefined();
  expect(limitPerMinute('ip', { ...limits, perAddressPerMinute: 1e9 })).toBeUndefined();
});

test('requests of several limits are taken at once or not at all', async ({ clock, budget }) => {
  const ofRun = budget();
  ofRun.note('ip', 85);
  expect(ofRun.takeNow({ ip: 5, 'user+dealership': 100 })).toBe(true);
  expect(ofRun.takeNow({ ip: 1, 'user+dealership': 100 })).toBe(false);
  // The refused ones were not noted for the other limit either.
  expect(ofRun.takeNow({ 'user+dealership': 800 })).toBe(true);
  expect(budget({ enabled: false }).takeNow({ ip: 1_000 })).toBe(true);
  expect(clock.nowMs()).toBe(0);
});

test('what the traffic sends from the same address without noting it is left to it', async ({
  clock,
}, testInfo) => {
  const options = { clock, elsewhere: { ip: 36 } };
  const ofRun = new RequestBudget(limits, testInfo.outputPath('budget.jsonl'), options);
  expect(ofRun.takeNow({ ip: 54 })).toBe(true);
  expect(ofRun.takeNow({ ip: 1 })).toBe(false);
});

test('what waits for all to be free notes nothing', async ({ clock, budget }) => {
  const ofRun = budget();
  await ofRun.untilAllFree('ip');
  expect(clock.nowMs()).toBe(0);
  await ofRun.take('ip');
  await clock.during(ofRun.untilAllFree('ip'), 1_000);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(60_000);
  const beganMs = clock.nowMs();
  await ofRun.take('ip', 90);
  expect(clock.nowMs()).toBe(beganMs);
});
