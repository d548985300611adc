import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  type CoreCounts,
  type Crowding,
  crowdingBetween,
  crowdOf,
  watchCores,
} from '../../../src/measure/crowding.ts';

const at = (atMs: number, counts: Partial<CoreCounts> = {}): CoreCounts => ({
  atMs,
  ranMs: 0,
  waitedMs: 0,
  busyMs: 0,
  othersMs: 0,
  ...counts,
});

test('what others took is the wait of the target as far as others kept the cores busy', () => {
  const crowding = crowdingBetween(
    [at(0), at(10_000, { ranMs: 4_000, waitedMs: 6_000, busyMs: 20_000, othersMs: 12_000 })],
    0,
  );
  expect(crowding?.waitShare).toBeCloseTo(0.6);
  expect(crowding?.othersShare).toBeCloseTo(0.6);
  expect(crowding?.takenShare).toBeCloseTo(0.36);
});

test('a target that waits for its own load loses nothing to others', () => {
  const crowding = crowdingBetween(
    [at(0), at(10_000, { ranMs: 5_000, waitedMs: 9_000, busyMs: 20_000, othersMs: 0 })],
    0,
  );
  expect(crowding?.takenShare).toBe(0);
  expect(crowdOf(crowding)).toBeUndefined();
});

test('others on a machine with cores to spare take nothing', () => {
  const crowding = crowdingBetween(
    [at(0), at(10_000, { ranMs: 5_000, waitedMs: 100, busyMs: 60_000, othersMs: 52_000 })],
    0,
  );
  expect(crowdOf(crowding)).toBeUndefined();
});

test('what a CPU quota may have stopped is nothing that others took', () => {
  const crowding = crowdingBetween(
    [
      at(0, { stoppedMs: 500 }),
      at(10_000, { ranMs: 2_000, waitedMs: 8_000, stoppedMs: 7_700, busyMs: 20_000, othersMs: 16_000 }),
    ],
    0,
  );
  expect(crowding?.waitShare).toBeCloseTo(0.8);
  expect(crowding?.stoppedShare).toBeCloseTo(0.72);
  expect(crowding?.takenShare).toBeCloseTo(0.08 * 0.8);
  expect(crowding?.takenMs).toBeCloseTo(800 * 0.8);
  expect(crowdOf(crowding)).toBeUndefined();
});

test('a machine may be crowded beside a CPU quota, which the reason names then', () => {
  const crowding = crowdingBetween(
    [
      at(0, { stoppedMs: 0 }),
      at(10_000, { ranMs: 2_000, waitedMs: 8_000, stoppedMs: 3_000, busyMs: 20_000, othersMs: 16_000 }),
    ],
    0,
  );
  expect(crowdOf(crowding)?.takenShare).toBeCloseTo(0.4);
  expect(crowdOf(crowding)?.reason).toBe(
    'the machine was crowded: 80 % of the time wanted by the embedded Desk Studio was spent waiting for a core (up to 30 % since a CPU quota was used up), and other programs used 80 % of the busy cores',
  );
});

test('only the time that is asked for counts, from the count before it to the one after it', () => {
  const counts = [
    at(0),
    at(2_000, { ranMs: 1_000, waitedMs: 1_000, busyMs: 4_000, othersMs: 4_000 }),
    at(4_000, { ranMs: 2_000, waitedMs: 1_000, busyMs: 6_000, othersMs: 4_000 }),
    at(6_000, { ranMs: 2_100, waitedMs: 9_000, busyMs: 10_000, othersMs: 8_000 }),
  ];
  expect(crowdingBetween(counts, 3_000, 3_500)).toEqual({
    waitShare: 0,
    othersShare: 0,
    takenShare: 0,
    takenMs: 0,
  });
  expect(crowdingBetween(counts, 5_000)?.takenShare).toBeGreaterThan(0.9);
  expect(crowdingBetween(counts.slice(0, 1), 0)).toBeUndefined();
  expect(crowdingBetween([], 0)).toBeUndefined();
});

test('a machine is crowded when others took more than a tenth, and the reason says how much the target waited', () => {
  const taken = (takenShare: number): Crowding => ({
    waitShare: 0.47,
    othersShare: 0.5,
    takenShare,
    takenMs: 900,
  });
  expect(crowdOf(taken(0.1))).toBeUndefined();
  expect(crowdOf(taken(0.101))).toEqual({
    takenMs: 900,
    takenShare: 0.101,
    reason:
      'the machine was crowded: 47 % of the time wanted by the embedded Desk Studio was spent waiting for a core, and other programs used 50 % of the busy cores',
  });
  expect(crowdOf(undefined)).toBeUndefined();
});

/** A folder like /proc in which process 10 is the run, process 11 its target, and 20 another program; used time in ticks. */
function made(
  usedTicks: Readonly<Record<number, number>>,
  schedstat: string,
  parents: Readonly<Record<number, number>> = {},
  secondThread?: string,
): string {
  const proc = test.info().outputPath('proc');
  rmSync(proc, { recursive: true, force: true });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(proc, path)), { recursive: true });
    writeFileSync(join(proc, path), text);
  };
  const parentOf: Readonly<Record<number, number>> = { 11: 10, 12: 10, ...parents };
  for (const [pid, ticks] of Object.entries(usedTicks))
    write(`${pid}/stat`, `${pid} (node) S ${parentOf[Number(pid)] ?? 1} 1 1 0 -1 0 0 0 0 0 ${ticks} 0 700 0`);
  write('11/task/11/schedstat', schedstat);
  if (secondThread !== undefined) write('11/task/13/schedstat', secondThread);
  return proc;
}

test('a watch counts from its beginning: the threads of the target, all cores, and what others used', () => {
  const proc = made({ 10: 100, 11: 5, 20: 40 }, '1000000 2000000 1');
  let busyMs = 5_000;
  const count = watchCores(11, 10, { proc, busyMs: () => busyMs, throttling: () => 0 });
  expect(count?.(1)).toEqual({ atMs: 1, ranMs: 0, waitedMs: 0, stoppedMs: 0, busyMs: 0, othersMs: 0 });
  made({ 10: 130, 11: 9, 20: 60, 21: 3 }, '4000000 9000000 3');
  busyMs = 5_900;
  // 20 ticks of 10 ms, and 3 of a program that began since then.
  expect(count?.(2)).toEqual({ atMs: 2, ranMs: 3, waitedMs: 7, stoppedMs: 0, busyMs: 900, othersMs: 230 });
  made({ 10: 130, 11: 9, 21: 3 }, '4000000 9000000 3');
  expect(count?.(3), 'what ended took its time along').toMatchObject({
    ranMs: 3,
    waitedMs: 7,
    othersMs: 230,
  });
});

test('each thread may have waited through all of the throttled time, and not for longer than it waited', () => {
  const proc = made({ 10: 100, 11: 5 }, '0 1000000 1', {}, '0 0 1');
  let throttledMs: number | undefined = 700;
  const count = watchCores(11, 10, { proc, busyMs: () => 0, throttling: () => throttledMs });
  expect(count?.(1)).toMatchObject({ waitedMs: 0, stoppedMs: 0 });
  made({ 10: 100, 11: 5 }, '0 91000000 1', {}, '0 20000000 1');
  throttledMs = undefined;
  expect(count?.(2), 'the account cannot be read now').toMatchObject({ waitedMs: 0, stoppedMs: 0 });
  throttledMs = 750;
  expect(count?.(3)).toMatchObject({ waitedMs: 110, stoppedMs: 70 });
  made({ 10: 100, 11: 5 }, '0 99000000 1', {}, '0 20000000 1');
  expect(count?.(4), 'no more was throttled').toMatchObject({ waitedMs: 118, stoppedMs: 70 });
});

test('a browser of the run that lost its parents does not count as another program, however much it used', () => {
  const proc = made({ 10: 100, 11: 5, 12: 400 }, '1 1 1');
  const count = watchCores(11, 10, { proc, busyMs: () => 0 });
  expect(count?.(1).othersMs).toBe(0);
  made({ 10: 100, 11: 5, 12: 450 }, '1 1 1', { 12: 1 });
  expect(count?.(2).othersMs).toBe(0);
});

test('a system without an account of waits cannot be watched', () => {
  expect(watchCores(11, 10, { proc: test.info().outputPath('nothing') })).toBeUndefined();
});
