import { expect, test } from '@playwright/test';
import { FixedWindows } from '../../../../sandbox/gateway/fixed-windows.ts';

test('a window begins with the first hit, and its end gives back the whole limit at once', async () => {
  let nowMs = 5_000;
  const windows = new FixedWindows(() => nowMs);
  const at = async (ms: number) => {
    nowMs = ms;
    const { allowed, remaining, resetSeconds } = await windows.hit('k', 2, 60);
    return [allowed, remaining, resetSeconds];
  };
  expect(await at(5_000)).toEqual([true, 1, 60]);
  expect(await at(64_000)).toEqual([true, 0, 1]);
  expect(await at(64_500)).toEqual([false, 0, 1]);
  // A sliding log would still count the hit of a second ago.
  expect(await at(65_000)).toEqual([true, 1, 60]);
  expect(await at(65_001)).toEqual([true, 0, 60]);
  expect(await at(65_002)).toEqual([false, 0, 60]);
});

test('each key has a window of its own', async () => {
  const windows = new FixedWindows(() => 0);
  expect((await windows.hit('a', 1, 60)).allowed).toBe(true);
  expect((await windows.hit('b', 1, 60)).allowed).toBe(true);
  expect((await windows.hit('a', 1, 60)).allowed).toBe(false);
});

test('windows that have ended are removed', async () => {
  let nowMs = 0;
  const windows = new FixedWindows(() => nowMs);
  for (const key of ['a', 'b', 'c']) await windows.hit(key, 1, 10);
  nowMs = 30_000;
  await windows.hit('d', 1, 10);
  expect(windows.size).toBe(1);
});
