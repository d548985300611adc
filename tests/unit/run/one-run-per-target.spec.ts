import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { reserveTarget } from '../../../src/run/one-run-per-target.ts';

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
      `Found: the run first (process ${process.pid}, /reports/first). Right would be: its end, or another target: ` +
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
