import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadTables, tablesFor } from '../../../src/record/load-tables.ts';
import { PROJECT_TABLES } from '../../../src/verdict/thresholds/load-thresholds.ts';
import { ownLimitWords } from '../../../src/verdict/thresholds/own-limits.ts';
import { changeTable } from '../../made/copied-project.ts';

const PLAIN = { description: 'A test.', ownSystem: true, allows: { scenarios: 'all', writes: true } };
const WHY = { since: '2026-11-28', reason: 'The database has fewer cores.' };

/** A folder with the environment `qa`, which has these limits. */
function environmentWith(limits: object): string {
  const folder = test.info().outputPath('environments');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'qa.json'), JSON.stringify({ ...PLAIN, limits }));
  return folder;
}

/** The tables as a run on `qa` gets them. */
function tablesWith(limits: object, thresholdsFolder?: string) {
  return tablesFor({
    environment: 'qa',
    environmentsFolder: environmentWith(limits),
    ...(thresholdsFolder !== undefined && { thresholdsFolder }),
  });
}

const listAt = (p95Ms: number) => ({
  operations: [{ operation: 'deals.list', baseline: { p95Ms }, ...WHY }],
});

test('a figure that an environment sets replaces that of the tables, and everything else stays', () => {
  const [ours, theirs] = [loadTables(), tablesWith(listAt(450))];
  const [row, other] = [ours.operations.get('deals.list'), theirs.operations.get('deals.list')];
  expect(other?.baseline).toEqual({ p95Ms: 450, p99Ms: row?.baseline.p99Ms });
  expect(other).toMatchObject({ ...WHY, source: 'derived' });
  for (const [id, each] of ours.operations)
    if (id !== 'deals.list') expect(theirs.operations.get(id), id).toEqual(each);
  const { operations: _, ...rest } = ours;
  expect(theirs).toMatchObject(rest);
  expect(theirs.ownLimits).toEqual([
    {
      of: 'deals.list',
      limit: 'baseline.p95Ms',
      value: 450,
      instead: row?.baseline.p95Ms,
      reason: WHY.reason,
    },
  ]);
});

test('each list of the tables can differ, down to the step of a journey', () => {
  const tables = tablesWith({
    global: { sla: { errorRate: 0.002 }, ...WHY },
    sockets: [{ measure: 'messaging.ping', baseline: { errorRate: 0.02 }, ...WHY }],
    scenarios: [{ scenario: 'load', p95Ms: 700, ...WHY }],
    journeys: [{ journey: 'login', steps: [{ step: 'sign in', medianMs: 2000, ...WHY }] }],
    pages: [{ page: 'login', desk: { baseline: { lcpMs: 3000 } }, ...WHY }],
  });
  expect(tables.global.sla.errorRate).toBe(0.002);
  expect(tables.sockets.get('messaging.ping')?.baseline.errorRate).toBe(0.02);
  expect(tables.scenarios.load).toMatchObject({ p95Ms: 700, errorRate: 0.01, vus: 100 });
  const steps = tables.journeys.get('login')?.steps;
  expect(steps?.map(({ step, medianMs }) => [step, medianMs])).toEqual([
    ['open the sign-in page', 2500],
    ['sign in', 2000],
  ]);
  expect(tables.audits.get('login')?.desk.baseline).toMatchObject({ lcpMs: 3000, tbtMs: 200 });
  expect(tables.ownLimits?.map(ownLimitWords)).toEqual([
    'global sla.errorRate 0.002 instead of 0.001',
    'messaging.ping baseline.errorRate 0.02 instead of 0.01',
    'load p95Ms 700 instead of 500',
    'login: sign in medianMs 2000 instead of 1500',
    'login desk.baseline.lcpMs 3000 instead of 2500',
  ]);
});

test('operations with the limits of their service follow it where an environment changes it', () => {
  const { operations, services } = tablesWith({
    services: [
      { service: 'gateway', baseline: { p95Ms: 400, p99Ms: 900, throughputPerSecond: 500 }, ...WHY },
    ],
    operations: [{ operation: 'gateway.live', baseline: { p95Ms: 350 }, ...WHY }],
  });
  expect(services.get('gateway')?.baseline.throughputPerSecond).toBe(500);
  expect(operations.get('gateway.ready')?.baseline).toEqual({ p95Ms: 400, p99Ms: 900 });
  expect(operations.get('gateway.live')?.baseline).toEqual({ p95Ms: 350, p99Ms: 800 });
  expect(operations.get('gateway.metrics')?.baseline).toEqual({ p95Ms: 500, p99Ms: 1000 });
});

test("a limit below what a step takes without traffic elsewhere is the environment's own matter", () => {
  const { journeys } = tablesWith({
    journeys: [{ journey: 'login', steps: [{ step: 'sign in', medianMs: 100, ...WHY }] }],
  });
  const [, step] = journeys.get('login')?.steps ?? [];
  expect(step).toMatchObject({ medianMs: 100 });
  expect(step?.unloaded).toBeUndefined();
});

test('THRESHOLDS_DIR replaces the tables of the project, and the environment the figures of either', () => {
  const folder = test.info().outputPath('tables');
  cpSync(PROJECT_TABLES, folder, { recursive: true });
  changeTable<{ operations: { operation: string; baseline: object }[] }>(
    join(folder, 'operations.json'),
    ({ operations }) => {
      for (const row of operations)
        if (row.operation === 'deals.list' || row.operation === 'deals.get')
          row.baseline = { p95Ms: 250, p99Ms: 600 };
    },
  );
  const { operations, ownLimits } = tablesWith(listAt(280), folder);
  expect(operations.get('deals.list')?.baseline).toEqual({ p95Ms: 280, p99Ms: 600 });
  expect(operations.get('deals.get')?.baseline).toEqual({ p95Ms: 250, p99Ms: 600 });
  expect(ownLimits?.[0]?.instead).toBe(250);
  const elsewhere = { environmentsFolder: environmentWith(listAt(280)), thresholdsFolder: folder };
  expect(tablesFor({ ...elsewhere, environment: 'other' })).toEqual(loadTables(folder));
});

const REFUSED: readonly [what: string, limits: object, said: readonly string[]][] = [
  [
    'an operation that does not exist',
    { operations: [{ operation: 'deals.lists', baseline: { p95Ms: 450 }, ...WHY }] },
    [
      'operations.json, operations row 1 (deals.lists): found a row without operation: nothing has this name; ' +
        'right would be deals.list, most likely (of gateway.health, ',
      ', tax.calculate, ',
    ],
  ],
  [
    'a step that the journey does not have',
    { journeys: [{ journey: 'login', steps: [{ step: 'sign out', medianMs: 900, ...WHY }] }] },
    [
      'journeys.json, steps row 1 (login: sign out): found a row without step: nothing has this name; ' +
        'right would be sign in, most likely (of open the sign-in page, sign in)',
    ],
  ],
  [
    'a scenario twice',
    {
      scenarios: [
        { scenario: 'load', p95Ms: 700, ...WHY },
        { scenario: 'load', errorRate: 0.02, ...WHY },
      ],
    },
    ['scenarios.json, scenarios row 2 (load): found a second row for this scenario; right would be one row'],
  ],
  [
    'a p99 below the p95 that stays',
    { operations: [{ operation: 'deals.list', baseline: { p99Ms: 100 }, ...WHY }] },
    ['operations.json, operations row ', ' (deals.list): found baseline.p99Ms 100 below p95Ms 300'],
  ],
  [
    'an SLA that is looser than its baseline',
    { global: { sla: { p95Ms: 600 }, ...WHY } },
    ['global.json: found sla.p95Ms 600 looser than baseline.p95Ms 500'],
  ],
  [
    'a score that no audit gives',
    { pages: [{ page: 'login', desk: { baseline: { score: 101 } }, ...WHY }] },
    ['lighthouse.json, pages row 1 (login): found desk.baseline.score 101; right would be a performance'],
  ],
];
for (const [what, limits, said] of REFUSED)
  test(`${what} in the limits of an environment is refused`, () => {
    const message = messageOf(() => tablesWith(limits));
    expect(message).toContain('[BAD_ENVIRONMENT] checked: the limits of the environment qa, put into');
    expect(message).toContain('Found: 1 mistake\n');
    for (const words of said) expect(message).toContain(words);
  });

test('a mistake in the tables is theirs, whatever the environment sets', () => {
  expect(messageOf(() => tablesWith(listAt(450), '/nonexistent'))).toContain('[BAD_THRESHOLDS]');
});

test('the example in the documentation is right', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../docs/environments.md'), 'utf8');
  const example = /## Limits that differ[\s\S]*?```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const { ownLimits = [] } = tablesWith(JSON.parse(example).limits);
  expect(ownLimits.map(({ of, limit }) => `${of} ${limit}`)).toEqual([
    'global sla.errorRate',
    'deals.list baseline.p95Ms',
    'deals.list baseline.p99Ms',
    'login: sign in medianMs',
  ]);
});

function messageOf(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
