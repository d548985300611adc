import { expect, test } from '@playwright/test';
import { type Counters, figuresBetween, tablesBetween } from '../../../src/evidence/postgres-activity.ts';
import type { Row } from '../../../src/evidence/postgres-connection.ts';

/** Counters as PostgreSQL gives them: bigints are texts. */
const counters = (database: Row, tables: Readonly<Record<string, Row>> = {}): Counters => ({
  database: { max_connections: '100', ...database },
  tables: new Map(Object.entries(tables)),
});

test('cache hits are those of the run alone', () => {
  const before = counters({ blks_hit: '1000', blks_read: '1000', xact_commit: '5' });
  const after = counters({ blks_hit: '1090', blks_read: '1010', xact_commit: '25' });
  const figures = figuresBetween(before, after);
  expect(figures).toContainEqual({ name: 'cache hits', kind: 'cache hits', unit: 'share', value: 0.9 });
  expect(figures).toContainEqual({ name: 'transactions', unit: 'count', value: 20 });
});

test('a database that read no block has no share of cache hits', () => {
  const still = counters({ blks_hit: '5', blks_read: '1' });
  expect(figuresBetween(still, still).map(({ name }) => name)).not.toContain('cache hits');
});

test('tables come by the rows that the run scanned, then by dead rows, without those that have neither', () => {
  const row = (seqScan: number, read: number, dead: number) => ({
    seq_scan: String(seqScan),
    seq_tup_read: String(read),
    n_live_tup: '50',
    n_dead_tup: String(dead),
  });
  const before = counters({}, { deals: row(1, 100, 0), users: row(9, 900, 4), idle: row(1, 1, 0) });
  const after = counters({}, { users: row(9, 900, 40), idle: row(1, 1, 0), deals: row(21, 2_100, 3) });
  expect(tablesBetween(before, after)).toEqual([
    { table: 'deals', sequentialScans: 20, rowsScanned: 2_000, liveRows: 50, deadRows: 3 },
    { table: 'users', sequentialScans: 0, rowsScanned: 0, liveRows: 50, deadRows: 40 },
  ]);
});
