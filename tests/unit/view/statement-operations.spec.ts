import { expect, test } from '@playwright/test';
import { operationsOf, requestedOperations, tablesIn } from '../../../src/view/statement-operations.ts';
import { fullRecord } from '../../made/report-record.ts';
import { smallBurst } from '../../made/small-record.ts';

const requested = [
  { operation: 'deals.list', sent: 100 },
  { operation: 'deals.get', sent: 20 },
  { operation: 'deals.create', sent: 25 },
  { operation: 'customers.list', sent: 100 },
  { operation: 'auth.login', sent: 50 },
  { operation: 'traffic.unknown', sent: 100 },
];

test('a statement belongs to operations on its table that were requested about as often', () => {
  const of = (text: string, calls: number) => operationsOf({ text, calls }, requested);
  expect(of('SELECT * FROM deals WHERE dealership_id = $1', 104)).toEqual(['deals.list']);
  expect(of('SELECT * FROM deals WHERE id = $1', 22)).toEqual(['deals.get']);
  expect(of('INSERT INTO deals (id) VALUES ($1)', 24)).toEqual(['deals.create']);
  expect(of('UPDATE users SET last_login_at = now() WHERE id = $1', 51)).toEqual(['auth.login']);
});

test('a statement that begins with WITH belongs to what it writes', () => {
  const of = (text: string) => operationsOf({ text, calls: 24 }, requested);
  expect(of('WITH new AS (INSERT INTO deals (id) VALUES ($1) RETURNING id) SELECT id FROM new')).toEqual([
    'deals.create',
  ]);
  expect(of('WITH mine AS (SELECT id FROM deals) SELECT id FROM mine')).toEqual(['deals.get']);
});

test('requests of bursts count, as the database has seen them too', () => {
  const record = fullRecord();
  const of = (each: Parameters<typeof requestedOperations>[0]) =>
    requestedOperations(each).find(({ operation }) => operation === 'deals.create')?.sent ?? 0;
  const before = of({ ...record, bursts: [], rounds: [] });
  const burst = { ...smallBurst('deals.create', 5), outcomes: { ok: 1_000, server_error: 3 } };
  expect(of({ ...record, rounds: [], bursts: [burst] })).toBe(before + 1_003);
});

test('a statement that ran far more often than any operation on its table, and one without a table, belong to none', () => {
  const of = (text: string, calls: number) => operationsOf({ text, calls }, requested);
  expect(of('SELECT * FROM deals', 5_000)).toEqual([]);
  expect(of('COMMIT', 100)).toEqual([]);
  expect(of('SELECT pg_sleep($1)', 100)).toEqual([]);
});

test('tables are found behind schemas, quotes and ONLY', () => {
  expect(
    tablesIn('select a from desk.Deals d join ONLY "app"."users" u on true, x update t set b = 1'),
  ).toEqual(['deals', 'users', 't']);
});
