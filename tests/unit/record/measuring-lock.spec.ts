import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { acquireMeasuringLock, readMeasuring } from '../../../src/record/measuring-lock.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';

function newFolder(): RunFolder {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  return folder;
}

const login = { journey: 'login', number: 1, of: 2 };

test('the next round measures when the one before is over', async () => {
  const folder = newFolder();
  const order: string[] = [];
  const release = await acquireMeasuringLock(folder);
  const next = acquireMeasuringLock(folder).then((releaseNext) => {
    order.push('next begins');
    releaseNext();
  });
  order.push('first ends');
  release();
  await next;
  expect(order).toEqual(['first ends', 'next begins']);
});

test('others can read which round measures, while it does', async () => {
  const folder = newFolder();
  expect(readMeasuring(folder)).toBeUndefined();
  const release = await acquireMeasuringLock(folder, login);
  expect(readMeasuring(folder)).toEqual(login);
  release();
  expect(readMeasuring(folder)).toBeUndefined();
});

test('a round that gives back its lock twice leaves the note of the next round', async () => {
  const folder = newFolder();
  const releaseFirst = await acquireMeasuringLock(folder);
  releaseFirst();
  const releaseSecond = await acquireMeasuringLock(folder, login);
  releaseFirst();
  expect(readMeasuring(folder)).toEqual(login);
  releaseSecond();
});
