import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { sliceLine } from '../../../src/measure/slice-file.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { type MadeTarget, madeRun } from '../../made/compared-runs.ts';

const root = resolve(import.meta.dirname, '../../..');

const target: MadeTarget = {
  mediansMs: { 'auth.login': 60, 'deals.create': 20, 'deals.get': 8, 'tax.calculate': 3 },
  deviation: 0.2,
  ofSlices: 0.01,
  ofSlicesTogether: 0.01,
  ofRuns: 0.003,
  ofRunsTogether: 0.003,
  slices: 10,
  requestsPerSlice: 50,
};

let reports = '';
test.beforeAll(() => {
  reports = mkdtempSync(join(tmpdir(), 'desk-compare-'));
  for (const [hour, slow, outcome] of [
    ['08', 1, 'pass'],
    ['09', 2, 'fail'],
    ['10', 1.5, 'pass'],
  ] as const) {
    const run = madeRun(target, Number(hour), { 'deals.create': slow });
    const runId = `2026-11-24T${hour}-00-00-smoke-a1b2`;
    const folder = new RunFolder(join(reports, 'runs', runId));
    mkdirSync(folder.path, { recursive: true });
    const startedAt = `2026-11-24T${hour}:00:00.000Z`;
    folder.write('summary.json', { ...run.record, runId, startedAt, outcome });
    for (const slice of run.lines) appendFileSync(folder.file('slices.jsonl'), sliceLine(slice));
  }
  symlinkSync(join(reports, 'runs/2026-11-24T10-00-00-smoke-a1b2'), join(reports, 'latest'), 'dir');
});
test.afterAll(() => rmSync(reports, { recursive: true }));

function compare(...names: string[]) {
  return spawnSync(process.execPath, [join(root, 'scripts/compare.ts'), ...names], {
    env: { ...process.env, OUTPUT_DIR: reports },
    encoding: 'utf8',
  });
}

test('without names, the last run is held against the last green one', () => {
  const { status, stdout } = compare();
  expect(stdout).toContain('10-00-00-smoke-a1b2, held against 2026-11-24T08-00-00-smoke-a1b2');
  expect(stdout).toContain('regressed: deals.create');
  expect(status).toBe(0);
});

test('with two names, the second is held against the first', () => {
  const { stdout } = compare('2026-11-24T09-00-00-smoke-a1b2', '2026-11-24T10-00-00-smoke-a1b2', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    kind: 'compared',
    baseRunId: '2026-11-24T09-00-00-smoke-a1b2',
    otherRunId: '2026-11-24T10-00-00-smoke-a1b2',
  });
});

test('a first run has nothing to be compared with, and the message says what to do', () => {
  const { status, stderr } = compare('2026-11-24T08-00-00-smoke-a1b2');
  expect(stderr).toContain('Right would be: such a run, or the names of two runs');
  expect(status).toBe(1);
});
