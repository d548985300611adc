import { expect, test } from '@playwright/test';
import { operationsOf, tablesIn } from '../../../src/view/statement-operations.ts';

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
