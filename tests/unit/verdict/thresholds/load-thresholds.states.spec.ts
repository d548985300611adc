import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { operations } from '../../../../src/target/catalogue.ts';
import { loadThresholds, PROJECT_TABLES } from '../../../../src/verdict/thresholds/load-thresholds.ts';

const known = { operationIds: operations.map(({ id }) => id) };

/** A copy of the project's tables. */
function copiedTables(): string {
  const folder = test.info().outputPath('tables');
  cpSync(PROJECT_TABLES, folder, { recursive: true });
  return folder;
}

test('tables from before there were states get those of the project', () => {
  const folder = copiedTables();
  rmSync(join(folder, 'states.json'));
  expect(loadThresholds(folder, known).states.map(({ state }) => state)).toEqual([
    'healthy',
    'degraded',
    'critical',
  ]);
});

test('a state that begins below the one before it, or without its own example, is an error', () => {
  const folder = copiedTables();
  const path = join(folder, 'states.json');
  const content = JSON.parse(readFileSync(path, 'utf8'));
  content.states[2].from.p95Ms = 400;
  content.states[1].example.errorRate = 0.5;
  writeFileSync(path, JSON.stringify(content));
  expect(() => loadThresholds(folder, known)).toThrow(
    /states row 3 \(critical\): found from.p95Ms 400; right would be more than 500/,
  );
  expect(() => loadThresholds(folder, known)).toThrow(
    /states row 2 \(degraded\): found example.errorRate 0.5; right would be an example from 0.01 to below 0.067/,
  );
});
