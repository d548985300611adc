import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { noteUnloaded } from '../../../../lab/spread/note-unloaded.ts';
import { spreadTable } from '../../../../lab/spread/spread-table.ts';
import { stepSpreads } from '../../../../lab/spread/step-spread.ts';
import { operations } from '../../../../src/target/catalogue.ts';
import { loadThresholds } from '../../../../src/verdict/thresholds/load-thresholds.ts';

const KNOWN = { operationIds: operations.map(({ id }) => id) };
const rounds = [210, 190, 200, 205, 195, 230].map((medianMs) => [
  { step: 'sign in', coldMs: 2 * medianMs, visitsMs: [medianMs], medianMs, requests: [] },
]);

/** A copy of the project's tables that a test may change. */
function ownTables(): string {
  const folder = test.info().outputPath('thresholds');
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync('thresholds').filter((name) => name.endsWith('.json')))
    copyFileSync(join('thresholds', file), join(folder, file));
  return folder;
}

test('the table has the median of the medians, how far they lie apart, and the limit', () => {
  const limits = [{ step: 'sign in', medianMs: 1_500, since: '2026-11-23', reason: 'made up' }];
  expect(spreadTable('login, 6 rounds', stepSpreads(rounds), limits).split('\n')).toEqual([
    'login, 6 rounds',
    '  step     median ms  95 % interval  least  most  middle half  cold ms  limit',
    '  sign in        203  190 to 230       190   230  6 %              405  1,500',
  ]);
});

test('the time of a step without traffic is written into the tables, next to its limit', () => {
  const folder = ownTables();
  noteUnloaded(folder, 'development', 'login', stepSpreads(rounds));
  const step = loadThresholds(folder, KNOWN)
    .journeys.get('login')
    ?.steps.find((each) => each.step === 'sign in');
  expect(step).toMatchObject({
    medianMs: 1_500,
    unloaded: { environment: 'development', rounds: 6, medianMs: 202.5, leastMs: 190, mostMs: 230 },
  });
});

test('a limit that a step exceeds even without traffic is an error', () => {
  const folder = ownTables();
  noteUnloaded(folder, 'development', 'login', stepSpreads(rounds));
  const path = join(folder, 'journeys.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"medianMs": 1500', '"medianMs": 230'));
  expect(() => loadThresholds(folder, KNOWN)).toThrow(
    'found "sign in" with medianMs 230, though it takes up to 230 without traffic; right would be a limit above 230',
  );
});
