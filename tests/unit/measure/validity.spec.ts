import { expect, test } from '@playwright/test';
import {
  CLOCK_STEP_MS,
  clockWasSet,
  disturbances,
  invalidReason,
  isExact,
  isLostToOwnDelay,
  isMostlyOwn,
  isStarved,
  lostLoad,
  MOST_CLOCK_STEP_MS,
  MOST_LOST_LOAD,
  ownNote,
  ownWords,
} from '../../../src/measure/validity.ts';
import { CALM, madeSlice } from '../../made/slices.ts';

const p95 = (measuredMs: number, leastMs: number) => ({ p95: { measuredMs, leastMs } });
const userTime = (lostMs: number, totalMs = 100_000) => ({ userTime: { totalMs, lostMs } });
const arrivals = (ownLate: number, notSent = 0) => ({ arrivals: { offered: 1_000, ownLate, notSent } });

test('the text next to a figure says how much of it may be ours, unless that is next to nothing or not known', () => {
  expect(ownWords(226, 186, 'ms')).toBe('own ≤ 40 ms');
  expect(ownNote(226, 186, 'ms')).toBe(' (own ≤ 40 ms)');
  expect(ownNote(226, 224, 'ms')).toBe('');
  expect(ownNote(226, undefined, 'ms')).toBe('');
  expect(ownNote(0.12, 0.09, 'share')).toBe(' (own ≤ 3 %)');
  expect(ownNote(0.991, 0.995, 'share')).toBe(' (own ≤ 0.4 %)');
});

test('a figure is exact when at most 1 % and 0.3 ms of it may be the measurer’s', () => {
  expect(isExact(100, 98.71)).toBe(true);
  expect(isExact(100, 98.69)).toBe(false);
  expect(isExact(1, 0.7)).toBe(true);
});

test('a figure is mostly the measurer’s when more than half of it may be, and one half is not more', () => {
  expect(isMostlyOwn(20, 9.9)).toBe(true);
  expect(isMostlyOwn(20, 10)).toBe(false);
});

test('a disturbed slice says how much of its p95 may be the measurer’s', () => {
  expect(disturbances({ health: CALM, ...p95(100, 98.71) })).toEqual([]);
  expect(disturbances({ health: CALM })).toEqual([]);
  expect(disturbances({ health: CALM, ...p95(48, 35.7) })).toEqual([
    "up to 12.3 ms of the p95 of 48 ms may be the measurer's own delay",
  ]);
});

const stepped = (clockStepMs: number) => madeSlice(3, {}, { health: { ...CALM, clockStepMs } });

test('a clock that was set by seconds makes a measurement invalid, whichever way it went: the machine may have slept', () => {
  expect(clockWasSet([stepped(0), stepped(-3_600_000)])).toContain('it stepped by -3600.0 s at second 30');
  expect(invalidReason([stepped(MOST_CLOCK_STEP_MS + 1)])).toContain('the clock was set');
});

test('a smaller step voids nothing; the run names it, since the evidence may be shifted in time from then on', () => {
  expect(clockWasSet([stepped(MOST_CLOCK_STEP_MS), stepped(-MOST_CLOCK_STEP_MS)])).toBeUndefined();
  expect(disturbances(stepped(CLOCK_STEP_MS))).toEqual([]);
  expect(disturbances(stepped(51))).toEqual([expect.stringContaining('the clock stepped by 51 ms')]);
  expect(invalidReason([stepped(51)])).toBeUndefined();
});

const troubled = (troubleMs: number) => ({ userTime: { totalMs: 100_000, lostMs: 0, troubleMs } });

for (const [name, slices, reason] of [
  ['users that lost a tenth of their time', [userTime(10_000)], undefined],
  ['users that lost more than that', [userTime(10_100)], "took 10.1 % of the virtual users' time"],
  ['one bad slice of several', [userTime(30_000), userTime(0), userTime(0)], undefined],
  ['a bad slice of many users', [userTime(30_000), userTime(0, 1_000)], 'took 29.7 %'],
  ['users that could not work for a tenth of their time', [troubled(10_000)], undefined],
  [
    'users whose sessions took longer to renew',
    [troubled(10_100)],
    'for 10.1 % of their time virtual users could not work, because sessions were being renewed or a rate limiter made them wait, for example, so they sent less by that share',
  ],
  ['a tenth of the arrivals late', [arrivals(100)], undefined],
  ['more late arrivals', [arrivals(101)], '10.1 % of the arrivals started more than 10 ms late'],
  ['arrivals that were not sent', [arrivals(0, 101)], '10.1 % of the arrivals were not sent'],
  ['slices that know nothing of it', [{}], undefined],
  ['no slices', [], undefined],
] as const) {
  test(`the load was ${reason === undefined ? '' : 'not '}offered as planned: ${name}`, () => {
    const found = lostLoad(slices);
    if (reason === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(reason);
    expect(isLostToOwnDelay(slices)).toBe(/own delay|own fault/.test(found ?? ''));
  });
}

test('a slice shows little when half of its p95 may be the measurer’s, or its load was not offered', () => {
  const slice = { disturbed: ['up to 3 ms of the p95 of 10 ms'] };
  expect(isStarved({ ...slice, ...p95(10, 7) })).toBe(false);
  expect(isStarved({ ...slice, ...p95(10, 4.9) })).toBe(true);
  expect(isStarved({ ...slice, ...p95(10, 9), ...userTime(101_000 * MOST_LOST_LOAD) })).toBe(true);
});

test('of slices of older versions it shows little when they called it disturbed', () => {
  expect(isStarved({ disturbed: ['event-loop delay p99 80 ms (limit 50)'] })).toBe(true);
  expect(isStarved({ disturbed: [] })).toBe(false);
});
