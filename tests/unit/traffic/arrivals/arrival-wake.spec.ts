import { expect, test } from '@playwright/test';
import { ArrivalWake } from '../../../../src/traffic/arrivals/arrival-wake.ts';

/** An alarm clock, and a promise of its next ring. */
async function clock(): Promise<{ wake: ArrivalWake; nextRing(): Promise<number> }> {
  let onRing: (atMs: number) => void = () => undefined;
  const wake = await ArrivalWake.start(() => onRing(performance.now()));
  return {
    wake,
    nextRing: () =>
      new Promise((resolve) => {
        onRing = resolve;
      }),
  };
}

test('it rings when it was told to, never before, and at the median finer than a timer could', async () => {
  const { wake, nextRing } = await clock();
  const lateMs: number[] = [];
  for (let round = 0; round < 100; round += 1) {
    const dueMs = performance.now() + 3.3;
    const ring = nextRing();
    wake.in(3.3, 3.3);
    lateMs.push((await ring) - dueMs);
  }
  await wake.stop();
  lateMs.sort((a, b) => a - b);
  // A condition variable may end its wait by some microseconds early.
  expect(lateMs[0]).toBeGreaterThan(-0.1);
  expect(lateMs[50]).toBeLessThan(1);
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
