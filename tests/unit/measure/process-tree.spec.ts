import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readTreeCoreTimes, treeCoreTimesBetween, treeCoreWait } from '../../../src/measure/process-tree.ts';

/** A folder like /proc: processes with their parents, and their threads with what they ran and waited. */
function madeProc(processes: readonly [pid: number, parent: number, threads: Record<string, string>][]) {
  const proc = test.info().outputPath('proc');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(proc, path)), { recursive: true });
    writeFileSync(join(proc, path), text);
  };
  for (const [pid, parent, threads] of processes) {
    write(`${pid}/stat`, `${pid} (a (b) name) S ${parent} 1 1 0`);
    for (const [task, schedstat] of Object.entries(threads))
      write(`${pid}/task/${task}/schedstat`, schedstat);
  }
  return proc;
}

test('the threads of a process and of its descendants are read, and nobody else', () => {
  const proc = madeProc([
    [10, 1, { 10: '100 5 1' }],
    [11, 10, { 11: '200 6 1', 12: '300 7 1' }],
    [13, 11, { 13: '400 8 1' }],
    [20, 1, { 20: '900 9 1' }],
  ]);
  expect([...(readTreeCoreTimes(10, proc)?.keys() ?? [])].toSorted()).toEqual(['10', '11', '12', '13']);
});

test('between two readings only what came in between counts, with all of a new thread', () => {
  const from = new Map([
    ['1', { ranNs: 100, waitedNs: 10 }],
    ['2', { ranNs: 50, waitedNs: 50 }],
  ]);
  const to = new Map([
    ['1', { ranNs: 130, waitedNs: 15 }],
    ['3', { ranNs: 7, waitedNs: 2 }],
  ]);
  expect(treeCoreTimesBetween(from, to)).toEqual({ ranNs: 37, waitedNs: 7 });
});

test('a system without schedstat tells nothing', () => {
  expect(readTreeCoreTimes(10, test.info().outputPath('nothing'))).toBeUndefined();
});

test('the waits of the threads that a page goes through add up from the moment at which counting begins', () => {
  const proc = madeProc([
    [10, 1, { 10: '100 5000000 1', 13: '1 1000000 1' }],
    [11, 10, { 11: '200 6000000 1' }],
    [12, 1, { 12: '1 1 1' }],
  ]);
  const nameOf = (pid: number, task: number, name: string) => {
    mkdirSync(join(proc, `${pid}/task/${task}`), { recursive: true });
    writeFileSync(join(proc, `${pid}/task/${task}/comm`), `${name}\n`);
  };
  nameOf(10, 13, 'Chrome_ChildIOT');
  nameOf(11, 14, 'V8Worker');
  const waitedMs = treeCoreWait(10, proc);
  madeProc([
    [10, 1, { 10: '900 7500000 1', 13: '1 1000000 1' }],
    [11, 10, { 11: '200 6250000 1', 14: '1 500000 1' }],
    [12, 1, { 12: '1 90000000 1' }],
  ]);
  expect(waitedMs?.()).toBe(2.5 + 0.25);
  expect(treeCoreWait(10, test.info().outputPath('nothing'))).toBeUndefined();
});
