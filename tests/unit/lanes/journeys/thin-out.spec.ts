import { expect, test } from '@playwright/test';
import { thinOut } from '../../../../lanes/journeys/thin-out.ts';

const itself = (ms: number) => ms;

test('few items stay as they are', () => {
  expect(thinOut([5, 6, 90], itself, 3)).toEqual([5, 6, 90]);
  expect(thinOut([], itself, 3)).toEqual([]);
});

test('of many the first, the last, and the last of each span stay', () => {
  expect(thinOut([0, 1, 2, 3, 30, 31, 60, 99, 100], itself, 5)).toEqual([0, 31, 60, 99, 100]);
});

test('what comes in bursts is never more than asked for', () => {
  const times = Array.from({ length: 1_000 }, (_, index) => Math.floor(index / 100) * 1_000 + (index % 100));
  for (const most of [3, 4, 10, 40, 999]) {
    const kept = thinOut(times, itself, most);
    expect(kept.length).toBeLessThanOrEqual(most);
    expect([kept[0], kept.at(-1)]).toEqual([times[0], times.at(-1)]);
  }
});

test('items of one moment are no division by zero', () => {
  expect(thinOut([7, 7, 7, 7, 7], itself, 3)).toEqual([7, 7]);
});
