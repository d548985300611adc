import { expect, test } from '@playwright/test';
import type { ReadOnly, Row } from '../../../src/evidence/postgres-connection.ts';
import {
  slowestStatements,
  statementsBetween,
  statementsSchema,
} from '../../../src/evidence/postgres-statements.ts';

const totals = (calls: number, totalMs: number) => ({ calls, totalMs, rows: calls * 2, blocksRead: 1 });

test('statements are ordered by the time that they took during the run, not since the statistics began', () => {
  const before = new Map([
    ['1', totals(1_000, 90_000)],
    ['2', totals(10, 20)],
    ['3', totals(5, 5)],
  ]);
  const after = new Map([
    ['1', totals(1_010, 90_050)],
    ['2', totals(110, 520)],
    ['3', totals(5, 5)],
    ['4', totals(2, 30)],
  ]);
  expect(statementsBetween(before, after)).toEqual([
    { id: '2', calls: 100, totalMs: 500, rows: 200, blocksRead: 0 },
    { id: '1', calls: 10, totalMs: 50, rows: 20, blocksRead: 0 },
    { id: '4', calls: 2, totalMs: 30, rows: 4, blocksRead: 1 },
  ]);
});

test('statistics that were reset during the run count from the reset', () => {
  const between = statementsBetween(new Map([['1', totals(50, 500)]]), new Map([['1', totals(3, 12)]]));
  expect(between).toEqual([{ id: '1', calls: 3, totalMs: 12, rows: 6, blocksRead: 1 }]);
});

/** A database that gives the texts of statements. */
const databaseOf = (texts: Readonly<Record<string, string>>): ReadOnly => ({
  select: async () => Object.entries(texts).map(([id, text]) => ({ id, text })),
  explain: async () => [],
  close: () => undefined,
});

test("the collector's own statements and those that have no text any more are left out", async () => {
  const database = databaseOf({ '1': 'SELECT /* desk-studio-evidence */ 1', '2': 'SELECT *\n  FROM deals' });
  const between = ['1', '2', '3'].map((id) => ({ id, ...totals(2, 10) }));
  expect(await slowestStatements(database, 'public', between)).toEqual([
    { text: 'SELECT * FROM deals', calls: 2, totalMs: 10, meanMs: 5, rows: 4, blocksRead: 1 },
  ]);
});

test('values that the database kept in a text are masked, even one that never ends', async () => {
  const shown = async (text: string) => {
    const [statement] = await slowestStatements(databaseOf({ '1': text }), 'public', [
      { id: '1', ...totals(1, 1) },
    ]);
    return statement?.text;
  };
  expect(await shown("ALTER ROLE ann PASSWORD 'it''s \\secret' LOGIN")).toBe(
    "ALTER ROLE ann PASSWORD '***' LOGIN",
  );
  expect(await shown("SET a = 'open\\'")).toBe("SET a = '***'");
  expect(await shown('DO $x$ SELECT 1; $x$ LANGUAGE sql')).toBe("DO '***' LANGUAGE sql");
  const harmless = `/* don't */ SELECT "it's" FROM deals WHERE id = $1 AND status = $2`;
  expect(await shown(harmless)).toBe(harmless);
});

test('a missing extension and a missing right are named, each with what to do', async () => {
  const answering = (...rows: Row[]): ReadOnly => ({ ...databaseOf({}), select: async () => rows });
  await expect(statementsSchema(answering())).rejects.toThrow('CREATE EXTENSION pg_stat_statements');
  await expect(statementsSchema(answering({ schema: 'public', sees: false }))).rejects.toThrow(
    'GRANT pg_monitor',
  );
  expect(await statementsSchema(answering({ schema: 'it"s', sees: true }))).toBe('"it""s"');
});
