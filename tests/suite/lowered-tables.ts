import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const TABLES = resolve(import.meta.dirname, '../../thresholds');
const ENVIRONMENTS = resolve(import.meta.dirname, '../../environments');
/** The least that the tables allow. No password is hashed as fast. */
const LEAST_MS = 5;

/** Copies the tables of limits into this folder and lowers the p95 of an operation to the least that they allow. */
export function copyTablesWithLoweredRow(folder: string, operation: string): void {
  cpSync(TABLES, folder, { recursive: true });
  const path = join(folder, 'operations.json');
  const tables = JSON.parse(readFileSync(path, 'utf8')) as {
    operations: { operation: string; baseline: { p95Ms: number; p99Ms: number } }[];
  };
  const row = tables.operations.find((each) => each.operation === operation);
  if (row !== undefined) row.baseline.p95Ms = LEAST_MS;
  writeFileSync(path, JSON.stringify(tables));
}

/** Copies the environments into this folder; in it `development` lowers the p95 of an operation to the least that tables allow. */
export function copyEnvironmentsWithLoweredLimit(folder: string, operation: string): void {
  cpSync(ENVIRONMENTS, folder, { recursive: true });
  const path = join(folder, 'development.json');
  const environment: object = JSON.parse(readFileSync(path, 'utf8'));
  const row = { operation, baseline: { p95Ms: LEAST_MS }, since: '2026-11-28', reason: 'Lowered by a test.' };
  writeFileSync(path, JSON.stringify({ ...environment, limits: { operations: [row] } }));
}
