import { expect, test } from '@playwright/test';
import { watchParent } from '../../../src/run/end-with-parent.ts';
import { FakeClock } from '../../made/fake-clock.ts';

test('a run hears once, within a second, that the process that started it has ended', async () => {
  const clock = new FakeClock();
  let isThere = true;
  let told = 0;
  watchParent(
    4_711,
    () => (told += 1),
    () => isThere,
    clock,
  );
  await clock.advance(10_000);
  expect(told).toBe(0);
  isThere = false;
  await clock.advance(1_000);
  expect(told).toBe(1);
  await clock.advance(10_000);
  expect(told).toBe(1);
});

test('a process that did not start this one is not its parent', async () => {
  const clock = new FakeClock();
  let told = 0;
  watchParent(process.pid, () => (told += 1), undefined, clock);
  await clock.advance(1_000);
  expect(told).toBe(1);
});
