import { expect, test } from '@playwright/test';
import type { StatementEvidence, TableEvidence } from '../../../src/evidence/evidence-record.ts';
import { wastedScans } from '../../../src/evidence/wasted-scans.ts';

const LIST = 'SELECT id FROM deals WHERE dealership_id = $1 ORDER BY created_at DESC';

/** 400 scans of the table, by which the run read so many rows each time. */
function table(name: string, rowsEach: number): TableEvidence {
  return {
    table: name,
    sequentialScans: 400,
    rowsScanned: 400 * rowsEach,
    liveRows: rowsEach,
    deadRows: 0,
  };
}

/** 400 calls, each of which returned so many rows. */
function statement(text: string, rowsEach: number): StatementEvidence {
  return { text, calls: 400, totalMs: 8_000, meanMs: 20, rows: 400 * rowsEach, blocksRead: 0 };
}

/** What is wasted by a statement on the deals. */
function wasted(lines: readonly string[], rowsRead: number, returned: number, text = LIST) {
  const plan = { statement: text, lines, sequentialScans: ['deals'] };
  return wastedScans({ plan, tables: [table('deals', rowsRead)], statements: [statement(text, returned)] });
}

// A generic plan expects half of two dealerships' rows: of the fault's 200,000, of which none is asked for.
const DROPPED_INDEX = [
  'Sort  (cost=21000.00..21250.00 rows=100030 width=80)',
  '  Sort Key: created_at DESC',
  '  ->  Seq Scan on deals  (cost=0.00..5700.00 rows=100030 width=80)',
  '        Filter: (dealership_id = $1)',
];

test('a scan of a large table for a few rows is wasted, whatever the plan expected', () => {
  expect(wasted(DROPPED_INDEX, 200_060, 150)).toEqual([
    { table: 'deals', scans: 400, rowsRead: 200_060, rowsKept: 150 },
  ]);
});

test('a scan of a small table is none, as that of the conversations of a sound target', () => {
  const lines = [
    'Limit  (cost=40.77..56.47 rows=1 width=245)',
    '  ->  Sort  (cost=25.08..25.08 rows=1 width=261)',
    '        ->  Nested Loop  (cost=0.28..25.07 rows=1 width=261)',
    '              ->  Seq Scan on deals c  (cost=0.00..12.76 rows=1 width=234)',
    '                    Filter: (($3 IS NULL) OR (dealership_id = $2))',
  ];
  expect(wasted(lines, 141, 21)).toEqual([]);
  expect(wasted(lines, 999, 21)).toEqual([]);
  expect(wasted(lines, 1_000, 21)).toHaveLength(1);
});

test('a scan that keeps a good part of what it reads is none', () => {
  expect(wasted(DROPPED_INDEX, 10_000, 9_000)).toEqual([]);
  expect(wasted(DROPPED_INDEX, 10_000, 501)).toEqual([]);
  expect(wasted(DROPPED_INDEX, 10_000, 500)).toHaveLength(1);
});

test('a scan without a condition wants all rows, and no index helps it', () => {
  const lines = [
    'Hash Join  (cost=4.00..900.00 rows=20 width=80)',
    '  Hash Cond: (d.customer_id = c.id)',
    '  ->  Seq Scan on deals d  (cost=0.00..700.00 rows=20000 width=80)',
    '  ->  Hash  (cost=2.00..2.00 rows=20 width=16)',
    '        ->  Index Scan using customers_pkey on customers c  (cost=0.00..2.00 rows=20 width=16)',
  ];
  expect(wasted(lines, 20_000, 20)).toEqual([]);
});

test('where a plan counts, limits or joins what it reads, what it expects is taken', () => {
  const counting = (kind: string, rows: number) => [
    `${kind}  (cost=500.00..500.01 rows=1 width=8)`,
    `  ->  Seq Scan on deals  (cost=0.00..450.00 rows=${rows} width=0)`,
    '        Filter: (dealership_id = $1)',
  ];
  for (const kind of ['Aggregate', 'HashAggregate', 'Finalize GroupAggregate', 'Limit', 'Nested Loop']) {
    expect(wasted(counting(kind, 9_000), 20_000, 1), kind).toEqual([]);
    expect(wasted(counting(kind, 100), 20_000, 1), kind).toMatchObject([{ rowsKept: 100 }]);
  }
});

test('a parallel scan is a scan, and an update that changes few rows of many wastes one', () => {
  const parallel = ['Gather  (cost=1..2 rows=9 width=8)', '  Workers Planned: 2'].concat(
    '  ->  Parallel Seq Scan on deals  (cost=0..1 rows=4 width=8)',
    '        Filter: (dealership_id = $1)',
  );
  expect(wasted(parallel, 60_000, 9)).toHaveLength(1);
  const update = [
    'Update on deals  (cost=0.00..450.00 rows=0 width=0)',
    '  ->  Seq Scan on deals  (cost=0.00..450.00 rows=12000 width=38)',
    '        Filter: (customer_id = $2)',
  ];
  expect(wasted(update, 20_000, 2, 'UPDATE deals SET status = $1 WHERE customer_id = $2')).toHaveLength(1);
});

test('without a plan, counters, or a scan during the run, nothing is said', () => {
  const plan = { statement: LIST, lines: DROPPED_INDEX, sequentialScans: ['deals'] };
  const statements = [statement(LIST, 1)];
  const idle = { ...table('deals', 90_000), sequentialScans: 0, rowsScanned: 0 };
  expect(wastedScans({ statements, tables: [table('deals', 90_000)] })).toEqual([]);
  expect(wastedScans({ plan, statements })).toEqual([]);
  expect(wastedScans({ plan, statements, tables: [idle] })).toEqual([]);
  expect(wastedScans({ plan, statements, tables: [table('users', 90_000)] })).toEqual([]);
});
