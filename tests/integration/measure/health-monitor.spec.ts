import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { HealthMonitor } from '../../../src/measure/health-monitor.ts';

let monitor: HealthMonitor;
test.beforeEach(async () => {
  monitor = new HealthMonitor();
  // The loop's delay is sampled by a timer of 10 ms, which has to have begun.
  await sleep(30);
  monitor.take();
});
test.afterEach(() => monitor.stop());

function block(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

test('an event loop that was blocked for 200 ms is noticed', async () => {
  await sleep(15);
  block(200);
  await sleep(30);
  const health = monitor.take();
  // Not 200: the timer that samples may have been due 10 ms into the block, and its histogram rounds.
  expect(health.eventLoopDelayMaxMs).toBeGreaterThan(180);
});

test('the CPU of the measurer is its CPU time per wall time', () => {
  const startedMs = performance.now();
  const used = process.cpuUsage();
  let usedMs = 0;
  while (usedMs < 100) {
    const { user, system } = process.cpuUsage(used);
    usedMs = (user + system) / 1000;
  }
  const share = usedMs / (performance.now() - startedMs);
  // The reading began a moment before; other threads of the process may have worked beside this one.
  expect(monitor.take().generatorCpu).toBeGreaterThan(0.8 * share);
});

test('a blocked event loop is charged to the reading it fell into, and to no other', async () => {
  block(200);
  await sleep(30);
  monitor.take();
  await sleep(50);
  // Other work of the machine may delay the loop a little; the block would show as 180 ms or more.
  expect(monitor.take().eventLoopDelayMaxMs).toBeLessThan(150);
});
