import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { exportName, journeyNames, loadJourney } from '../../../../fixtures/all-journeys.ts';
import { laneFile, writeMissingLanes } from '../../../../lanes/journeys/lane-files.ts';
import { PROJECT } from '../../../made/listed-tests.ts';

const LANES = join(PROJECT, 'tests/journeys');

test('each journey has a spec file, which is as the config would write it', () => {
  expect(readdirSync(LANES).sort()).toEqual(journeyNames().map((name) => `${name}.spec.ts`));
  for (const name of journeyNames())
    expect.soft(readFileSync(join(LANES, `${name}.spec.ts`), 'utf8')).toBe(laneFile(name));
});

test('a spec file that is there stays as it is', () => {
  const folder = test.info().outputPath('journeys');
  mkdirSync(folder);
  writeFileSync(join(folder, 'login.spec.ts'), '// mine');
  writeMissingLanes(['login', 'open-deal'], folder);
  expect(readFileSync(join(folder, 'login.spec.ts'), 'utf8')).toBe('// mine');
  expect(readFileSync(join(folder, 'open-deal.spec.ts'), 'utf8')).toBe(laneFile('open-deal'));
});

test('a journey is loaded by the name of its file', async () => {
  expect(exportName('find-a-customer')).toBe('findACustomer');
  for (const name of journeyNames()) expect((await loadJourney(name)).name).toBe(name);
});
