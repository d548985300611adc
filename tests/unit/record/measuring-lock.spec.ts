import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { acquireMeasuringLock } from '../../../src/record/measuring-lock.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';

function newFolder(): RunFolder {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  return folder;
}

test('of several that want to measure only one does at a time, and each gets its turn', async () => {
  const folder = newFolder();
  let [measuring, most, turns] = [0, 0, 0];
  const round = async () => {
    const release = await acquireMeasuringLock(folder);
    measuring += 1;
    most = Math.max(most, measuring);
    // Longer than the waiting ones poll, so that each of them tries while this one measures.
    await sleep(40);
    turns += 1;
    measuring -= 1;
    release();
  };
  await Promise.all([round(), round(), round()]);
  expect({ most, turns }).toEqual({ most: 1, turns: 3 });
});

test('a lock that was released twice does not take the next holder its own', async () => {
  const folder = newFolder();
  const releaseFirst = await acquireMeasuringLock(folder);
  releaseFirst();
  const releaseSecond = await acquireMeasuringLock(folder);
  releaseFirst();
  expect(existsSync(folder.file('measuring.lock'))).toBe(true);
  releaseSecond();
  expect(existsSync(folder.file('measuring.lock'))).toBe(false);
});

test('the lock of a process that is no more is taken over', async () => {
  const folder = newFolder();
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(folder.file('measuring.lock'), String(pid));
  const release = await acquireMeasuringLock(folder);
  release();
});

test('the lock of a process that lives is not taken over', async () => {
  const folder = newFolder();
  writeFileSync(folder.file('measuring.lock'), String(process.ppid));
  let taken = false;
  const waiting = acquireMeasuringLock(folder).then((release) => {
    taken = true;
    return release;
  });
  // Four polls.
  await sleep(100);
  expect(taken).toBe(false);
  writeFileSync(folder.file('measuring.lock'), String(spawnSync(process.execPath, ['--version']).pid));
  (await waiting)();
});

test('a run without a folder is an error, not an endless wait', async () => {
  const folder = new RunFolder(test.info().outputPath('none', 'deep'));
  await expect(acquireMeasuringLock(folder)).rejects.toThrow('ENOENT');
});
