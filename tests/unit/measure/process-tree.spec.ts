import { expect, test } from '@playwright/test';
import { readTreeCoreTimes, treeCoreTimesBetween, treeThreads } from '../../../src/measure/process-tree.ts';
import { type MadeProcess, writeProc } from '../../made/proc-folder.ts';

function madeProc(processes: readonly MadeProcess[], names?: Readonly<Record<string, string>>): string {
  const proc = test.info().outputPath('proc');
  writeProc(proc, processes, names);
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

test('threads are chosen by their names, and the main thread of each process always is', () => {
  const processes: MadeProcess[] = [[10, 1, { 10: '1 1 1', 11: '1 1 1', 12: '1 1 1' }]];
  const proc = madeProc(processes, { 10: 'node', 11: 'Chrome_ChildIOT', 12: 'V8Worker' });
  expect(treeThreads(10, proc, /^Chrome/).map(({ task }) => task)).toEqual(['10', '11']);
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
