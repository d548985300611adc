import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  type CoreCounts,
  type Crowding,
  crowdingBetween,
  crowdOf,
  watchCores,
} from '../../../src/measure/crowding.ts';

const at = (atEpochMs: number, counts: Partial<CoreCounts> = {}): CoreCounts => ({
  atEpochMs,
  ranMs: 0,
  waitedMs: 0,
  busyMs: 0,
  ownMs: 0,
  ...counts,
});

test('what others took is the wait of the target as far as others kept the cores busy', () => {
  const crowding = crowdingBetween(
    [at(0), at(10_000, { ranMs: 4_000, waitedMs: 6_000, busyMs: 20_000, ownMs: 8_000 })],
    0,
  );
  expect(crowding?.waitShare).toBeCloseTo(0.6);
  expect(crowding?.othersShare).toBeCloseTo(0.6);
  expect(crowding?.takenShare).toBeCloseTo(0.36);
});

test('a target that waits for its own load loses nothing to others', () => {
  const crowding = crowdingBetween(
    [at(0), at(10_000, { ranMs: 5_000, waitedMs: 9_000, busyMs: 20_000, ownMs: 20_100 })],
    0,
  );
  expect(crowding?.takenShare).toBe(0);
  expect(crowdOf(crowding)).toBeUndefined();
});

test('others on a machine with cores to spare take nothing', () => {
  const crowding = crowdingBetween(
    [at(0), at(10_000, { ranMs: 5_000, waitedMs: 100, busyMs: 60_000, ownMs: 8_000 })],
    0,
  );
  expect(crowdOf(crowding)).toBeUndefined();
});

test('only the time that is asked for counts, from the count before it to the one after it', () => {
  const counts = [
    at(0),
    at(2_000, { ranMs: 1_000, waitedMs: 1_000, busyMs: 4_000 }),
    at(4_000, { ranMs: 2_000, waitedMs: 1_000, busyMs: 6_000, ownMs: 2_000 }),
    at(6_000, { ranMs: 2_100, waitedMs: 9_000, busyMs: 10_000, ownMs: 2_000 }),
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
    reason:
      'the machine was crowded: 47 % of the time wanted by the embedded Desk Studio was spent waiting for a core, and other programs used 50 % of the busy cores',
  });
  expect(crowdOf(undefined)).toBeUndefined();
});

/** A folder like /proc in which process 10 is the run and process 11 its target; times in ticks, and in nanoseconds. */
function made(usedTicks: number, schedstat: string): string {
  const proc = test.info().outputPath('proc');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(proc, path)), { recursive: true });
    writeFileSync(join(proc, path), text);
  };
  write('10/stat', `10 (node) S 1 1 1 0 -1 0 0 0 0 0 ${usedTicks} 0 0 0`);
  write('10/status', 'VmRSS:\t1 kB\n');
  write('11/stat', '11 (node) S 10 1 1 0 -1 0 0 0 0 0 5 0 0 0');
  write('11/status', 'VmRSS:\t1 kB\n');
  write('11/task/11/schedstat', schedstat);
  return proc;
}

test('a watch counts from its beginning: the threads of the target, all cores, and the processes of the run', () => {
  const proc = made(100, '1000000 2000000 1');
  let busyMs = 5_000;
  const count = watchCores(11, 10, { proc, busyMs: () => busyMs });
  expect(count?.(1)).toEqual({ atEpochMs: 1, ranMs: 0, waitedMs: 0, busyMs: 0, ownMs: 0 });
  made(130, '4000000 9000000 3');
  busyMs = 5_900;
  expect(count?.(2)).toEqual({ atEpochMs: 2, ranMs: 3, waitedMs: 7, busyMs: 900, ownMs: 300 });
  // A process that ended took its time along: what was counted stays.
  made(90, '4000000 9000000 3');
  expect(count?.(3)).toMatchObject({ ranMs: 3, waitedMs: 7, ownMs: 300 });
});

test('a system without an account of waits cannot be watched', () => {
  expect(watchCores(11, 10, { proc: test.info().outputPath('nothing') })).toBeUndefined();
});
