import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { sliceLine } from '../../../src/measure/slice-file.ts';
import type { JudgedRound } from '../../../src/record/round-record.ts';
import { burstFile, RUN_FILES, RUN_FOLDERS, roundFile, shareSlices } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { distrustSoFar } from '../../../src/run/distrust-of-run.ts';
import { madeSlice } from '../../made/slices.ts';
import { smallBurst, smallRound } from '../../made/small-record.ts';

const FAULTY = { ownFaults: { EMFILE: 3 } } as unknown as NonNullable<JudgedRound['health']>;
const SUSPENDED = { clockStepMs: 1_800_000 } as unknown as NonNullable<JudgedRound['health']>;
const folderOf = () => new RunFolder(test.info().outputPath('run'));

test('a run whose parts are sound so far has nothing against it', () => {
  const folder = folderOf();
  expect(distrustSoFar(folder)).toBeUndefined();
  folder.write(roundFile('login', 1), { ...smallRound(1, [100]), verdicts: [] });
  folder.write(burstFile('deals.list'), { burst: smallBurst('deals.list', 20), verdicts: [] });
  folder.write(RUN_FILES.trafficVerdicts, { verdicts: [] });
  expect(distrustSoFar(folder)).toBeUndefined();
});

for (const [fault, health, reason] of [
  ['a fault of this machine', FAULTY, 'EMFILE'],
  ['a suspended machine', SUSPENDED, 'the clock was set: it stepped by 1800.0 s (at most 5)'],
] as const) {
  const burst = { ...smallBurst('deals.list', 20), health };
  const round = smallRound(1, [100]);
  for (const [what, file, part] of [
    ['a round', roundFile('login', 1), { ...round, health, verdicts: [] }],
    ['the burst of a round', roundFile('login', 1), { ...round, burst, verdicts: [] }],
    ['a burst', burstFile('deals.list'), { burst, verdicts: [] }],
  ] as const)
    test(`${fault} in ${what} is against the whole run`, () => {
      const folder = folderOf();
      folder.write(file, part);
      expect(distrustSoFar(folder)).toContain(reason);
    });
}

test('a burst that a limiter refused throughout is against the whole run, whatever the others held', () => {
  const folder = folderOf();
  folder.write(burstFile('gateway.health'), { burst: smallBurst('gateway.health', 20), verdicts: [] });
  const refused = 'deals.list: the target refused all of it';
  folder.write(burstFile('deals.list'), {
    burst: smallBurst('deals.list', 0),
    verdicts: [],
    invalid: refused,
  });
  expect(distrustSoFar(folder)).toBe(refused);
});

test('what is wrong with the traffic, and faults that tests failed by, are against the whole run', () => {
  const folder = folderOf();
  expect(distrustSoFar(folder, ['EMFILE'])).toContain('EMFILE');
  folder.write(RUN_FILES.trafficVerdicts, { verdicts: [], invalid: 'the clock was set' });
  expect(distrustSoFar(folder)).toBe('the clock was set');
});

test('so is a fault in one of several processes of the traffic, whose slices are joined at the end only', () => {
  const folder = folderOf();
  folder.write(RUN_FILES.plan, { processes: 2 });
  mkdirSync(folder.file(RUN_FOLDERS.shares), { recursive: true });
  const sound = madeSlice(0, {});
  folder.writeText(shareSlices(1), sliceLine(sound));
  folder.writeText(shareSlices(2), sliceLine({ ...sound, health: { ...sound.health, ...FAULTY } }));
  expect(distrustSoFar(folder)).toContain('EMFILE');
});
