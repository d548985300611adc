import { setImmediate as afterPolling, setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { HealthMonitor } from '../../../src/measure/health-monitor.ts';
import { collectGarbage } from '../../made/collect-garbage.ts';
import { FakeClock } from '../../made/fake-clock.ts';

let monitor: HealthMonitor;
test.beforeEach(async () => {
  monitor = new HealthMonitor();
  // The loop's delay is sampled by a timer of 10 ms, which has to have begun.
  await sleep(30);
  monitor.take();
});
test.afterEach(() => monitor.stop());

test('a garbage collection is counted with its pause', async () => {
  collectGarbage();
  // Entries reach their observer in a later turn of the loop.
  await afterPolling();
  await sleep(10);
  const { gcCount, gcPauseMs, heldBytes, rssBytes } = monitor.take();
  expect(gcCount).toBeGreaterThanOrEqual(1);
  expect(gcPauseMs).toBeGreaterThan(0);
  expect(heldBytes).toBeGreaterThan(1_000_000);
  expect(heldBytes).toBeLessThan(rssBytes);
});

test('a reading right after another one is made of numbers within their ranges', () => {
  const health = monitor.take();
  for (const [name, value] of Object.entries(health)) expect(Number.isFinite(value), name).toBe(true);
  expect(health.eventLoopDelayMaxMs).toBeGreaterThanOrEqual(0);
  expect(health.hostCpu).toBeGreaterThanOrEqual(0);
  expect(health.hostCpu).toBeLessThanOrEqual(1);
  expect(health.rssBytes).toBeGreaterThan(1_000_000);
});

test('the clock steps by what it was set, and only in the reading in which that was', () => {
  const clock = new FakeClock();
  let setByMs = 0;
  const watched = new HealthMonitor(clock, () => 1_700_000_000_000 + clock.nowMs() + setByMs);
  const steps = [0, -3_000, -3_000].map((byMs) => {
    setByMs = byMs;
    clock.jump(10_000);
    return watched.take().clockStepMs;
  });
  watched.stop();
  expect(steps).toEqual([0, -3_000, 0]);
});

test('a reading says for how long a CPU quota stopped the process since the one before', () => {
  const readings = [500, 530, 530, 900];
  const watched = new HealthMonitor(new FakeClock(), Date.now, () => readings.shift() ?? 0);
  const throttled = [1, 2, 3].map(() => watched.take().throttledMs);
  watched.stop();
  expect(throttled).toEqual([30, 0, 370]);
});

test('a throttling that cannot be read is not known in its slice, and the next one counts from the last that was', () => {
  const readings = [500, undefined, 530, 540];
  const watched = new HealthMonitor(new FakeClock(), Date.now, () => readings.shift());
  const slices = [1, 2, 3].map(() => watched.take());
  watched.stop();
  expect(slices[0]).not.toHaveProperty('throttledMs');
  expect(slices.slice(1).map(({ throttledMs }) => throttledMs)).toEqual([30, 10]);
});

test('a throttling that could not be read at the beginning is known from the second reading on', () => {
  const readings = [undefined, 530, 540];
  const watched = new HealthMonitor(new FakeClock(), Date.now, () => readings.shift());
  const throttled = [1, 2].map(() => watched.take().throttledMs);
  watched.stop();
  expect(throttled).toEqual([undefined, 10]);
});
