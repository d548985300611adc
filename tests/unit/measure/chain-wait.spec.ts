import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ChainWait } from '../../../src/measure/chain-wait.ts';
import { writeProc } from '../../made/proc-folder.ts';

const NAMES = { 13: 'Chrome_ChildIOT', 14: 'V8Worker' };

/** A runner (10) with a browser (11), and a stranger (20); a clock; and what each thread waited so far. */
function watched() {
  const proc = test.info().outputPath('proc');
  const waitedMs: Record<string, number> = { 10: 5, 11: 6, 13: 1, 14: 2, 20: 9 };
  const account = (task: number) => ({ [task]: `1000 ${(waitedMs[task] ?? 0) * 1e6} 1` });
  const write = () =>
    writeProc(
      proc,
      [
        [10, 1, account(10)],
        [11, 10, { ...account(11), ...account(13), ...account(14) }],
        [20, 1, account(20)],
      ],
      NAMES,
    );
  write();
  const clock = { nowMs: 1_000 };
  const wait = ChainWait.begin(10, proc, () => clock.nowMs);
  if (wait === undefined) throw new Error('the made /proc has threads');
  return {
    proc,
    wait,
    /** Reads the accounts at a moment, after the threads have waited so much longer. */
    read(nowMs: number, longerMs: Readonly<Record<string, number>>) {
      for (const [task, ms] of Object.entries(longerMs)) waitedMs[task] = (waitedMs[task] ?? 0) + ms;
      write();
      clock.nowMs = nowMs;
      wait.read();
    },
  };
}

const ALL = { fromMs: 0, toMs: 9_999, rootUntilMs: 9_999 };

test('waits of the threads that a page goes through count, and not those of helpers, strangers and earlier', () => {
  const { wait, read } = watched();
  read(1_004, { 11: 1, 14: 3, 20: 3 });
  read(1_008, { 10: 0.5, 13: 0.25 });
  wait.stop();
  expect(wait.mostMs(ALL)).toBeCloseTo(1.75, 6);
});

test('threads that waited at the same time count once', () => {
  const { wait, read } = watched();
  read(1_010, {});
  read(1_014, { 11: 4, 13: 4 });
  wait.stop();
  expect(wait.mostMs({ ...ALL, fromMs: 1_010 })).toBeCloseTo(4, 6);
});

test('waits are told by what a thread does: it runs a page, carries messages, or makes frames', () => {
  const { proc, wait, read } = watched();
  writeProc(proc, [[12, 11, { 12: '1000 0 1', 15: '1000 0 1' }]], { 15: 'Compositor' });
  writeFileSync(join(proc, '12', 'cmdline'), 'chromium\0--type=renderer\0');
  wait.look();
  read(1_010, {});
  writeProc(proc, [[12, 11, { 12: '1000 5000000 1', 15: '1000 3000000 1' }]], { 15: 'Compositor' });
  read(1_020, { 13: 2 });
  wait.stop();
  const during = { ...ALL, fromMs: 1_010 };
  expect(wait.mostMs({ ...during, part: 'page' })).toBeCloseTo(5, 6);
  expect(wait.mostMs({ ...during, part: 'frames' })).toBeCloseTo(3, 6);
  expect(wait.mostMs({ ...during, part: 'messages' })).toBeCloseTo(2, 6);
});

test('a renderer that was found while it was still a copy of its parent runs a page all the same', () => {
  const { proc, wait, read } = watched();
  const cmdline = join(proc, '12', 'cmdline');
  writeProc(proc, [[12, 11, { 12: '1000 0 1' }]]);
  writeFileSync(cmdline, 'chromium\0--type=zygote\0');
  wait.look();
  writeProc(proc, [[12, 11, { 12: '1000 5000000 1' }]]);
  read(1_010, {});
  writeFileSync(cmdline, 'chromium\0--type=renderer\0');
  wait.look();
  writeProc(proc, [[12, 11, { 12: '1000 8000000 1' }]]);
  read(1_020, {});
  wait.stop();
  expect(wait.mostMs({ ...ALL, part: 'page' })).toBeCloseTo(8, 6);
  expect(wait.mostMs({ ...ALL, part: 'messages' })).toBe(0);
});

test('waits outside the step do not count', () => {
  const { wait, read } = watched();
  read(1_020, { 11: 3 });
  read(1_040, { 11: 1 });
  read(1_060, { 11: 7 });
  wait.stop();
  expect(wait.mostMs({ ...ALL, fromMs: 1_024, toMs: 1_040 })).toBeCloseTo(1, 6);
});

test('waits of the runner count until its part is done', () => {
  const { wait, read } = watched();
  read(1_020, { 10: 2 });
  read(1_040, { 10: 3, 11: 1 });
  wait.stop();
  expect(wait.mostMs({ ...ALL, rootUntilMs: 1_010 })).toBeCloseTo(3, 6);
});

test('a thread that began in between counts with all of its waits', () => {
  const { proc, wait, read } = watched();
  writeProc(proc, [[12, 11, { 12: '100 2000000 1' }]]);
  read(1_010, {});
  wait.stop();
  expect(wait.mostMs(ALL)).toBeCloseTo(2, 6);
});

test('a thread that ends stays in with what was read of it', () => {
  const { proc, wait, read } = watched();
  read(1_010, { 11: 4 });
  rmSync(join(proc, '11'), { recursive: true });
  wait.stop();
  wait.stop();
  expect(wait.mostMs(ALL)).toBeCloseTo(4, 6);
});

test('a system without schedstat has no bound', () => {
  expect(ChainWait.begin(10, test.info().outputPath('nothing'))).toBeUndefined();
});

test('a thread that began in between is watched from the look on that finds it', () => {
  const { proc, wait, read } = watched();
  read(1_100, {});
  wait.look();
  writeProc(proc, [[12, 11, { 12: '1000 3000000 1' }]]);
  read(1_200, {});
  wait.look();
  writeProc(proc, [[12, 11, { 12: '1000 8000000 1' }]]);
  read(1_400, {});
  wait.stop();
  expect(wait.mostMs(ALL)).toBeCloseTo(8, 6);
  expect(wait.mostMs({ ...ALL, fromMs: 1_300 })).toBeCloseTo(5, 6);
  expect(wait.mostMs({ ...ALL, toMs: 1_200 })).toBeCloseTo(3, 6);
});
