import { appendFileSync, mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { crowdFromNow, crowdingOf, crowdSince, noteCores } from '../../../src/record/crowding-file.ts';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { FakeClock } from '../../made/fake-clock.ts';

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

/** A burst of a second between two counts, of which the one after it comes 700 ms later. */
async function burstBetweenCounts({ isCounted }: { readonly isCounted: boolean }) {
  const clock = new FakeClock();
  const time = { clock, epochMs: () => clock.nowMs(), machineMs: () => clock.nowMs() };
  const folder = madeFolder();
  noteCores(folder, { atMs: 0, ranMs: 0, waitedMs: 0, busyMs: 0, othersMs: 0 });
  clock.jump(300);
  const crowdMeanwhile = crowdFromNow(folder, time);
  clock.jump(1_000);
  const crowd = crowdMeanwhile();
  if (isCounted)
    clock.after(700, () =>
      noteCores(folder, { atMs: 2_000, ranMs: 900, waitedMs: 1_100, busyMs: 4_000, othersMs: 3_000 }),
    );
  const found = await clock.during(crowd());
  return { found, waitedMs: clock.nowMs() - 1_300 };
}

test('what a lane asks about is waited for until it is counted to its end, such as a short burst', async () => {
  const { found, waitedMs } = await burstBetweenCounts({ isCounted: true });
  expect(found?.reason).toContain('the machine was crowded: 55 % of the time');
  expect(waitedMs).toBeLessThan(1_000);
});

test('a count that does not come is not waited for longer than that', async () => {
  const { found, waitedMs } = await burstBetweenCounts({ isCounted: false });
  expect(found).toBeUndefined();
  expect(waitedMs).toBeGreaterThan(2_400);
  expect(waitedMs).toBeLessThan(3_000);
});

test('of a target that is not embedded nothing is known, and nothing is waited for', async () => {
  expect(await crowdFromNow(madeFolder())()()).toBeUndefined();
  expect(crowdingOf(madeFolder())).toBeUndefined();
  expect(crowdSince(madeFolder())).toBeUndefined();
});
