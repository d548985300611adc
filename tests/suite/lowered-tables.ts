import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const TABLES = resolve(import.meta.dirname, '../../thresholds');

/** Copies the tables of limits into this folder and lowers the p95 of an operation to the least that they allow. */
export function copyTablesWithLoweredRow(folder: string, operation: string): void {
  cpSync(TABLES, folder, { recursive: true });
  const path = join(folder, 'operations.json');
  const tables = JSON.parse(readFileSync(path, 'utf8')) as {
    operations: { operation: string; baseline: { p95Ms: number; p99Ms: number } }[];
  };
  const row = tables.operations.find((each) => each.operation === operation);
  // No password is hashed as fast.
  if (row !== undefined) row.baseline.p95Ms = 5;
  writeFileSync(path, JSON.stringify(tables));
}
