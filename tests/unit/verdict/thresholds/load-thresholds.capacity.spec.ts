import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { PROJECT_TABLES } from '../../../../src/verdict/thresholds/load-thresholds.ts';
import { TABLE_FILES } from '../../../../src/verdict/thresholds/table-files.ts';

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-capacity-'));
  for (const file of TABLE_FILES)
    writeFileSync(join(folder, file), readFileSync(join(PROJECT_TABLES, file), 'utf8'));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

test("the project's table has the guide's services, minimums and triggers", () => {
  const { services, minimumInstances, triggers } = loadTables().capacity;
  expect(services.map(({ service, usersPerInstance }) => [service, usersPerInstance])).toEqual([
    ['gateway', 500],
    ['auth', 300],
    ['deals', 400],
    ['customers', 350],
    ['tax', 500],
  ]);
  expect(minimumInstances).toEqual({ production: 3, staging: 2, development: 1 });
  expect(triggers).toMatchObject({ p95Ms: 400, cpuShare: 0.7, memoryShare: 0.8, errorRate: 0.005 });
});

test("a folder of tables without this one uses the project's", () => {
  rmSync(join(folder, 'capacity.json'));
  expect(loadTables(folder).capacity).toEqual(loadTables().capacity);
});

test('a table with mistakes is refused with all of them', () => {
  const { capacity } = loadTables();
  const [first, ...others] = capacity.services;
  const wrong = { ...capacity, safetyFactor: 0.5, services: [{ ...first, usersPerInstance: 0 }, ...others] };
  writeFileSync(join(folder, 'capacity.json'), JSON.stringify(wrong));
  const load = () => loadTables(folder);
  expect(load).toThrow(/BAD_THRESHOLDS.*2 mistakes/);
  expect(load).toThrow(/services row 1 \(gateway\): found usersPerInstance 0; right would be a whole number/);
  expect(load).toThrow(/safetyFactor 0\.5; right would be a number from 1 to 100/);
});
