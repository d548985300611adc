import { expect, test } from '@playwright/test';
import type { ReadOnly } from '../../../src/evidence/postgres-connection.ts';
import { planOfSlowest } from '../../../src/evidence/postgres-plan.ts';

const asked: string[][] = [];
const database: ReadOnly = {
  select: async () => [],
  explain: async (options, statement, schemas) => {
    asked.push([options, statement, ...schemas]);
    return [
      'Sort  (cost=1..2)',
      '  ->  Seq Scan on deals  (cost=0..1)',
      '        Filter: (dealership_id = $1)',
    ];
  },
  close: () => undefined,
};
const at = { version: 180_004, schemas: ['desk'] };

test.beforeEach(() => {
  asked.length = 0;
});

test('the plan is that of the first statement that has one, and names the tables that it reads as a whole', async () => {
  const statements = [
    { text: 'COMMIT' },
    { text: 'SELECT * FROM deals WHERE dealership_id = $1' },
    { text: 'SELECT 1' },
  ];
  expect(await planOfSlowest(database, statements, at)).toMatchObject({
    statement: 'SELECT * FROM deals WHERE dealership_id = $1',
    sequentialScans: ['deals'],
  });
  expect(asked).toEqual([['GENERIC_PLAN', 'SELECT * FROM deals WHERE dealership_id = $1', 'desk']]);
});

test('an older PostgreSQL gives a plan only of a statement without placeholders', async () => {
  const old = { ...at, version: 150_002 };
  await planOfSlowest(database, [{ text: 'SELECT count(*) FROM deals' }], old);
  expect(asked).toEqual([['COSTS', 'SELECT count(*) FROM deals', 'desk']]);
  await expect(planOfSlowest(database, [{ text: 'SELECT $1' }], old)).rejects.toThrow('since version 16');
});

test('a text in which a second statement could hide reaches no database', async () => {
  const hidden = [{ text: 'SELECT 1; COMMIT; DROP TABLE deals' }];
  await expect(planOfSlowest(database, hidden, at)).rejects.toThrow('a semicolon within the statement');
  expect(asked).toEqual([]);
});

test('a text that was cut has no plan', async () => {
  expect(await planOfSlowest(database, [{ text: 'SELECT a, b, …' }], at)).toBeUndefined();
});
