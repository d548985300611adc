import { expect, test } from '@playwright/test';
import { DecidedSchedule } from '../../../../src/traffic/arrivals/decided-schedule.ts';
import type { DecidedLoad } from '../../../../src/traffic/plan/planned-search.ts';

const load = (level: number, isOver = false): DecidedLoad => ({
  level,
  isOver,
  phases: [],
  closed: () => undefined,
});

test('arrivals have the distance of the rate that is wanted when they are drawn', () => {
  const decided = { ...load(10) };
  const schedule = new DecidedSchedule(decided, 'even', 60_000);
  expect([schedule.next(), schedule.next(), schedule.next()]).toEqual([0, 100, 200]);
  Object.assign(decided, { level: 100 });
  expect([schedule.next(), schedule.next(), schedule.next()]).toEqual([300, 310, 320]);
});

test('no arrival comes after the load is over, or after the longest time', () => {
  expect(new DecidedSchedule(load(10, true), 'even', 60_000).next()).toBeUndefined();
  const schedule = new DecidedSchedule(load(10), 'even', 150);
  expect([schedule.next(), schedule.next(), schedule.next()]).toEqual([0, 100, undefined]);
});

test('independent arrivals come at the rate on average', () => {
  const schedule = new DecidedSchedule(load(100), 'poisson', 1e9);
  let lastMs = 0;
  for (let arrival = 0; arrival < 20_000; arrival += 1) lastMs = schedule.next() ?? 0;
  expect(Math.abs(lastMs / 200_000 - 1)).toBeLessThan(0.05);
});
