import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { sum } from '../../../../src/base/statistics/averages.ts';
import { readCoreTimes } from '../../../../src/measure/core-wait.ts';
import { ArrivalWake } from '../../../../src/traffic/arrivals/arrival-wake.ts';

const TASKS = '/proc/self/task';
const threads = () => (existsSync(TASKS) ? readdirSync(TASKS) : []);

/** An alarm clock, and a promise of its next ring. */
async function clock(): Promise<{
  wake: ArrivalWake;
  nextRing(): Promise<number>;
  /** How long its threads, the main one among them, have waited for a core so far; 0 where the system does not tell. */
  waitedMs(): number;
}> {
  const before = threads();
  let onRing: (atMs: number) => void = () => undefined;
  const wake = await ArrivalWake.start(() => onRing(performance.now()));
  const own = [`${process.pid}`, ...threads().filter((thread) => !before.includes(thread))];
  return {
    wake,
    waitedMs: () => sum(own.map((id) => readCoreTimes(`${TASKS}/${id}/schedstat`)?.waitedNs ?? 0)) / 1e6,
    nextRing: () =>
      new Promise((resolve) => {
        onRing = resolve;
      }),
  };
}

test('it rings when it was told to, never before, and at the median finer than a timer could', async () => {
  const { wake, nextRing, waitedMs } = await clock();
  const [lateMs, ownLateMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < 100; round += 1) {
    const waitedBeforeMs = waitedMs();
    const dueMs = performance.now() + 3.3;
    const ring = nextRing();
    wake.in(3.3, 3.3);
    const late = (await ring) - dueMs;
    lateMs.push(late);
    // While others have the cores, no clock rings: only the time in which this one could have run is its own.
    ownLateMs.push(late - (waitedMs() - waitedBeforeMs));
  }
  await wake.stop();
  // A condition variable may end its wait by some microseconds early.
  expect(Math.min(...lateMs)).toBeGreaterThan(-0.1);
  expect(ownLateMs.toSorted((a, b) => a - b)[50]).toBeLessThan(1);
});

test('a new moment takes the place of the one before', async () => {
  const { wake, nextRing } = await clock();
  let rings = 0;
  wake.in(60_000, 60_000);
  const ring = nextRing().then(() => {
    rings += 1;
  });
  wake.in(5, 5);
  await ring;
  expect(rings).toBe(1);
  await wake.stop();
});

test('it stops at once, whatever it was waiting for', async () => {
  const { wake } = await clock();
  wake.in(60_000, 60_000);
  const startedMs = performance.now();
  await wake.stop();
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});
