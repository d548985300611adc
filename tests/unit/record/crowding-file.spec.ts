import { appendFileSync, mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { machineMs } from '../../../src/base/clock.ts';
import { crowdFromNow, crowdingOf, crowdSince, noteCores } from '../../../src/record/crowding-file.ts';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';

function madeFolder(): RunFolder {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  return folder;
}

test('what the conductor notes is what lanes read, whatever half a line follows', () => {
  const folder = madeFolder();
  noteCores(folder, { atMs: 1_000, ranMs: 0, waitedMs: 0, busyMs: 0, othersMs: 0 });
  noteCores(folder, { atMs: 3_000, ranMs: 900, waitedMs: 1_100, busyMs: 4_000, othersMs: 3_000 });
  appendFileSync(folder.file(RUN_FILES.cores), '{"atMs":5');
  expect(crowdingOf(folder, 1_500)).toEqual({
    waitShare: 0.55,
    othersShare: 0.75,
    takenShare: 0.55 * 0.75,
    takenMs: 825,
  });
  expect(crowdSince(folder, 1_500)?.reason).toContain('the machine was crowded: 55 % of the time');
});

test('what a lane asks for from now on is on the clock of the notes', () => {
  const folder = madeFolder();
  const nowMs = machineMs();
  const crowd = crowdFromNow(folder);
  noteCores(folder, { atMs: nowMs - 2_000, ranMs: 0, waitedMs: 0, busyMs: 0, othersMs: 0 });
  noteCores(folder, { atMs: nowMs - 1_000, ranMs: 900, waitedMs: 1_100, busyMs: 4_000, othersMs: 3_000 });
  noteCores(folder, { atMs: nowMs + 1_000, ranMs: 1_800, waitedMs: 2_200, busyMs: 8_000, othersMs: 6_000 });
  noteCores(folder, { atMs: nowMs + 3_000, ranMs: 2_700, waitedMs: 3_300, busyMs: 12_000, othersMs: 9_000 });
  expect(crowd()?.reason).toContain('the machine was crowded: 55 % of the time');
  const calm = crowdFromNow(folder, () => nowMs + 10_000);
  expect(calm()).toBeUndefined();
});

test('of a target that is not embedded nothing is known', () => {
  expect(crowdingOf(madeFolder())).toBeUndefined();
  expect(crowdSince(madeFolder())).toBeUndefined();
});
