import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findEarlierRun, readMeasuredRun } from '../../../src/compare/find-runs.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { smallRecord } from '../../made/small-record.ts';

let reports = '';
test.beforeEach(() => {
  reports = mkdtempSync(join(tmpdir(), 'desk-find-runs-'));
});
test.afterEach(() => rmSync(reports, { recursive: true }));

/** Writes the run of this hour. */
function written(hour: string, different: Partial<RunRecord> = {}): RunRecord {
  const scenario = different.scenario ?? 'smoke';
  const record = smallRecord({
    runId: `2026-11-24T${hour}-00-00-${scenario}-a1b2`,
    startedAt: `2026-11-24T${hour}:00:00.000Z`,
    ...different,
  });
  new RunFolder(join(reports, 'runs', record.runId)).write('summary.json', record);
  return record;
}

test('the last green run is the last one before that passed, of the same scenario, environment and load', () => {
  written('08');
  const wanted = written('09');
  written('10', { outcome: 'fail' });
  written('11', { scenario: 'load' });
  written('12', { environment: 'staging' });
  written('13', { vus: 20 });
  written('14', { outcome: 'invalid' });
  const run = written('15');
  written('16');
  expect(findEarlierRun(reports, run, 'last green')?.runId).toBe(wanted.runId);
});

test('the last valid run may have broken limits, but was measured', () => {
  written('08');
  const wanted = written('09', { outcome: 'fail' });
  written('10', { outcome: 'invalid' });
  expect(findEarlierRun(reports, written('15'), 'last valid')?.runId).toBe(wanted.runId);
});

test('the run before a search is the last search, of which the comparison tells the capacity', () => {
  const capacity = { kind: 'found', unit: 'users', most: 500, level: 155, windows: [] } as const;
  const wanted = written('09', { capacity });
  written('10');
  expect(findEarlierRun(reports, written('15', { capacity }), 'last valid')?.runId).toBe(wanted.runId);
});

test('a folder without a record, or with half of one, is passed over', () => {
  const wanted = written('08');
  mkdirSync(join(reports, 'runs/2026-11-24T09-00-00-smoke-0000'));
  mkdirSync(join(reports, 'runs/2026-11-24T10-00-00-smoke-0000'));
  writeFileSync(join(reports, 'runs/2026-11-24T10-00-00-smoke-0000/summary.json'), '{"version": 1, ');
  expect(findEarlierRun(reports, written('15'), 'last green')?.runId).toBe(wanted.runId);
});

test('without any earlier run there is none', () => {
  expect(findEarlierRun(reports, smallRecord(), 'last green')).toBeUndefined();
});

test('the message names the id of a run that left no record', () => {
  const folder = new RunFolder(join(reports, 'runs/killed'));
  expect(() => readMeasuredRun(folder)).toThrow(
    'checked: the run killed. Found: no summary.json in its folder: it did not finish. Right would be: a finished run.',
  );
});
