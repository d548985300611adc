import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { holdsTarget, reserveTarget } from '../../../src/run/one-run-per-target.ts';

const URL = 'http://localhost:8080';

function lockFolder(): string {
  return dirname(test.info().outputPath('lock'));
}

function reserve(baseUrl: string, runId: string): () => void {
  return reserveTarget(baseUrl, { runId, folder: `/reports/${runId}` }, lockFolder());
}

test('a second run on a target is refused with one line that names the first', () => {
  const release = reserve(URL, 'first');
  expect(() => reserve(URL, 'second')).toThrow(
    '[TARGET_IN_USE] checked: whether another run on this machine uses http://localhost:8080. ' +
      `Found: the run first (process ${process.pid}, /reports/first). Right would be: wait until that run has ended, or use another target: ` +
      'two runs at once would measure each other.',
  );
  release();
});

test('the next run begins as soon as the first has ended', () => {
  reserve(URL, 'first')();
  reserve(URL, 'second')();
});

test('localhost by its name and by its address is one target, another port is another', () => {
  const release = reserve(URL, 'first');
  expect(() => reserve('http://127.0.0.1:8080', 'second')).toThrow('[TARGET_IN_USE]');
  reserve('http://localhost:8081', 'third')();
  release();
});

function joinRun(runId: string, run: string, index: number): () => void {
  return reserveTarget(URL, { runId, folder: `/reports/${runId}`, segment: { run, index } }, lockFolder());
}

test('segments of one run use a target together, and keep others away until the last one has ended', () => {
  const first = joinRun('first', 'load at 1', 1);
  const second = joinRun('second', 'load at 1', 2);
  expect(() => reserve(URL, 'whole')).toThrow('the run first');
  expect(() => joinRun('other', 'load at 2', 3)).toThrow('the run first');
  first();
  expect(() => reserve(URL, 'whole')).toThrow('the run second');
  second();
  reserve(URL, 'whole')();
});

test('the same segment of a run is not at work twice', () => {
  const first = joinRun('first', 'load at 1', 1);
  expect(() => joinRun('again', 'load at 1', 1)).toThrow('the run first');
  first();
});

test('a whole run keeps segments away', () => {
  const whole = reserve(URL, 'whole');
  expect(() => joinRun('first', 'load at 1', 1)).toThrow('the run whole');
  whole();
  joinRun('first', 'load at 1', 1)();
});

test('whether a segment still works is asked by its own lock', () => {
  const segment = { index: 2, of: 2 };
  const second = joinRun('second', 'load at 1', 2);
  expect(holdsTarget(URL, { runId: 'second', segment }, lockFolder())).toBe(true);
  expect(holdsTarget(URL, { runId: 'first', segment: { index: 1, of: 2 } }, lockFolder())).toBe(false);
  second();
  expect(holdsTarget(URL, { runId: 'second', segment }, lockFolder())).toBe(false);
});
