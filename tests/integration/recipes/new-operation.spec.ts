import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { changeTable, copyProject } from '../../made/copied-project.ts';
import { listTests, PROJECT } from '../../made/listed-tests.ts';

const ENTRY = `
  'tax.states': { route: 'GET /api/v1/tax/states', success: objectWith('states') },`;

const TABLE = 'thresholds/operations.json';
const ROW = {
  operation: 'tax.states',
  baseline: { p95Ms: 100, p99Ms: 200 },
  source: 'service level',
  since: '2026-11-28',
  reason: 'A short list that the service keeps in memory.',
};

/** A copy of the project with a new operation in its code: one for all tests, since Playwright compiles each copy anew. */
let folder: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-studio-operation-'));
  copyProject(folder, 'with its own src');
  const path = join(folder, 'src/target/operations/tax.ts');
  writeFileSync(path, readFileSync(path, 'utf8').replace('operationsFrom({', `$&${ENTRY}`));
});
test.beforeEach(() => cpSync(join(PROJECT, TABLE), join(folder, TABLE)));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an operation is an entry in its service and a row of limits: it gets its test in the baseline, which OPERATIONS narrows', () => {
  changeTable<{ operations: object[] }>(join(folder, TABLE), ({ operations }) => {
    operations.push(ROW);
  });
  const { status, stdout, stderr } = listTests('baseline', {
    folder,
    env: { OPERATIONS: 'tax.*,deals.get' },
  });
  expect(status, stderr).toBe(0);
  expect(stdout.match(/\w+\.\w+: \w+ \S+$/gm)).toEqual([
    'deals.get: GET /api/v1/deals/{id}',
    'tax.states: GET /api/v1/tax/states',
    'tax.calculate: POST /api/v1/tax/calculate',
    'tax.batch: POST /api/v1/tax/batch',
  ]);
});

test('an operation without a row of limits is an error that names it', () => {
  const { status, stderr } = listTests('baseline', { folder });
  expect(status).toBe(1);
  expect(stderr).toContain('operations.json');
  expect(stderr).toContain('tax.states');
});
