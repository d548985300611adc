import { expect, test } from '@playwright/test';
import { FallbackCounter } from '../../../../sandbox/gateway/fallback-counter.ts';

/** A shared store that can fail, and a clock that stands still unless moved. */
function setting() {
  const shared = {
    isDown: false,
    calls: 0,
    hit: async () => {
      shared.calls += 1;
      if (shared.isDown) throw new Error('ECONNREFUSED');
      return { allowed: true, remaining: 99, resetSeconds: 60 };
    },
  };
  const clock = { nowMs: 0 };
  return { shared, clock, counter: new FallbackCounter(shared, () => clock.nowMs) };
}

test('a shared store that answers is the one that counts', async () => {
  const { shared, counter } = setting();
  expect(await counter.hit('k', 1, 60)).toMatchObject({ remaining: 99 });
  expect(shared.calls).toBe(1);
});

test('while the shared store fails the limit holds in memory, and it is left alone', async () => {
  const { shared, counter } = setting();
  shared.isDown = true;
  const allowed = [];
  for (let time = 1; time <= 3; time++) allowed.push((await counter.hit('k', 2, 60)).allowed);
  expect(allowed).toEqual([true, true, false]);
  expect(shared.calls).toBe(1);
});

test('after 30 s the shared store is asked again', async () => {
  const { shared, clock, counter } = setting();
  shared.isDown = true;
  await counter.hit('k', 2, 60);
  shared.isDown = false;
  clock.nowMs = 29_999;
  expect((await counter.hit('k', 2, 60)).remaining).toBe(0);
  clock.nowMs = 30_000;
  expect((await counter.hit('k', 2, 60)).remaining).toBe(99);
});

test('while the shared store fails the window is fixed: its end gives back the whole limit', async () => {
  const { shared, clock, counter } = setting();
  shared.isDown = true;
  const allowedAt = async (ms: number) => {
    clock.nowMs = ms;
    return (await counter.hit('k', 2, 60)).allowed;
  };
  const allowed = [];
  for (const ms of [0, 59_000, 59_500, 60_000, 60_001, 60_002]) allowed.push(await allowedAt(ms));
  expect(allowed).toEqual([true, true, false, true, true, false]);
});
