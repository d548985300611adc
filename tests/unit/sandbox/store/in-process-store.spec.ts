import { expect, test } from '@playwright/test';

import { InProcessStore } from '../../../../sandbox/store/in-process-store.ts';
import { processorMs } from '../../../made/processor-ms.ts';

/** A store with a clock that moves only when told. */
function setting() {
  const clock = { nowMs: 1_000_000 };
  return { clock, store: new InProcessStore(() => clock.nowMs) };
}

test('exactly the limit gets through, however many ask at once', async () => {
  const { store } = setting();
  const hits = await Promise.all(Array.from({ length: 960 }, () => store.hit('ip:10.0.0.1', 100, 60)));
  expect(hits.filter((hit) => hit.allowed)).toHaveLength(100);
  expect(hits.slice(0, 3).map((hit) => hit.remaining)).toEqual([99, 98, 97]);
  expect(hits[100]).toMatchObject({ allowed: false, remaining: 0 });
  await store.close();
});

test('the window slides: a slot frees when its own hit is old, not when the window began', async () => {
  const { clock, store } = setting();
  await store.hit('k', 2, 60);
  clock.nowMs += 40_000;
  await store.hit('k', 2, 60);
  clock.nowMs += 19_999;
  expect((await store.hit('k', 2, 60)).allowed).toBe(false);
  clock.nowMs += 1;
  expect((await store.hit('k', 2, 60)).allowed).toBe(true);
  expect((await store.hit('k', 2, 60)).allowed).toBe(false);
  await store.close();
});

test('a refused hit is not logged, so hammering does not keep the door shut', async () => {
  const { clock, store } = setting();
  await store.hit('k', 1, 60);
  for (let second = 1; second < 60; second += 1) {
    clock.nowMs += 1000;
    expect((await store.hit('k', 1, 60)).allowed).toBe(false);
  }
  clock.nowMs += 1000;
  expect((await store.hit('k', 1, 60)).allowed).toBe(true);
  await store.close();
});

test("the reset is the key's remaining life, which only an allowed hit renews", async () => {
  const { clock, store } = setting();
  expect((await store.hit('k', 1, 60)).resetSeconds).toBe(61);
  clock.nowMs += 20_000;
  expect((await store.hit('k', 1, 60)).resetSeconds).toBe(41);
  await store.close();
});

test('keys do not know of each other', async () => {
  const { store } = setting();
  await store.hit('a', 1, 60);
  expect((await store.hit('b', 1, 60)).allowed).toBe(true);
  await store.close();
});

test('a value is gone when its life is over', async () => {
  const { clock, store } = setting();
  await store.set('reset_token:1', 'user', 3600);
  clock.nowMs += 3_599_999;
  expect(await store.get('reset_token:1')).toBe('user');
  clock.nowMs += 1;
  expect(await store.get('reset_token:1')).toBeUndefined();
  await store.close();
});

test('a sweep removes what has expired and nothing else', async () => {
  const { clock, store } = setting();
  for (let user = 0; user < 1000; user += 1) await store.hit(`user:${user}`, 1000, 60);
  await store.set('short', 'x', 10);
  await store.set('long', 'x', 3600);
  expect(store.size).toBe(1002);
  clock.nowMs += 61_000;
  store.sweep();
  expect(store.size).toBe(1);
  expect(await store.get('long')).toBe('x');
  await store.close();
});

test('a hit costs the same at the end of a long run as at its start', async () => {
  const { clock, store } = setting();
  const run = (windowSeconds: number) =>
    processorMs(async () => {
      for (let hit = 0; hit < 40_000; hit += 1) {
        clock.nowMs += 1;
        await store.hit(`window of ${windowSeconds} s`, 1_000_000, windowSeconds);
      }
    });
  const firstMs = await run(0.02);
  await run(20);
  const laterMs = Math.min(await run(20), await run(20), await run(20));
  // A log that is searched or copied on each hit would be a hundred times slower with 20,000 hits in it than with 20.
  expect(laterMs).toBeLessThan(firstMs * 5 + 50);
  await store.close();
});
