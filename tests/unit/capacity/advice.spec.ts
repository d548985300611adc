import { expect, test } from '@playwright/test';
import { tuningAdvice } from '../../../src/capacity/advice.ts';
import type { EvidenceRecord, SourceRecord } from '../../../src/evidence/evidence-record.ts';

const database: SourceRecord = {
  source: 'postgres',
  place: 'db:5432',
  plan: {
    statement: 'SELECT * FROM deals WHERE status = $1',
    lines: ['Seq Scan on deals  (cost=0.00..94.00 rows=40 width=90)', '  Filter: (status = $1)'],
    sequentialScans: ['deals'],
  },
  tables: [{ table: 'deals', sequentialScans: 400, rowsScanned: 2_000_000, liveRows: 5_000, deadRows: 0 }],
};

/** Samples of the connections, and of those that are active. */
function connections(all: readonly number[], active: readonly number[]): EvidenceRecord['series'] {
  const series = (kind: 'connections' | 'active connections', values: readonly number[]) =>
    ({
      source: 'postgres',
      name: `postgres: in any words, ${values.length}`,
      kind,
      unit: 'count',
      points: values.map((value, index) => ({ atMs: index * 5_000, value })),
    }) as const;
  return [series('connections', all), series('active connections', active)];
}

const advised = (evidence: Partial<EvidenceRecord>) =>
  tuningAdvice({ evidence: { sources: [], series: [], ...evidence }, patterns: [] });

test('a sequential scan of many rows in the slowest plan asks for an index, with its scans as evidence', () => {
  expect(advised({ sources: [database] })).toEqual([
    {
      advice: expect.stringMatching(/^Index the columns of deals/),
      evidence: expect.stringContaining(
        '400 scans of about 5,000 rows each, of which about 40 were wanted. The statement: SELECT * FROM deals',
      ),
    },
  ]);
});

test('a scan of a small table asks for nothing', () => {
  const small = { table: 'deals', sequentialScans: 400, rowsScanned: 8_000, liveRows: 20, deadRows: 0 };
  expect(advised({ sources: [{ ...database, tables: [small] }] })).toEqual([]);
});

test('connections that are all active in half of the samples ask for a larger pool', () => {
  const [piece] = advised({ series: connections([2, 2, 2, 2, 2, 2], [2, 2, 1, 2, 2, 0]) });
  expect(piece?.advice).toContain('db.SetMaxOpenConns(25)');
  expect(piece?.evidence).toContain('2 at most, were active in 4 of 6 samples');
});

test('connections that are seldom all active, or few samples, ask for nothing', () => {
  expect(advised({ series: connections([8, 8, 8, 8, 8, 8], [8, 8, 3, 2, 2, 0]) })).toEqual([]);
  expect(advised({ series: connections([2, 2], [2, 2]) })).toEqual([]);
});

test('refused requests ask for other rate limits, by the counters of the gateway or by what users got', () => {
  const kind = 'requests over a rate limit';
  const figures = [{ name: 'requests refused to a user', kind, unit: 'count', value: 214 }] as const;
  const [piece] = advised({ sources: [{ source: 'gateway', place: 'http://gateway', figures }] });
  expect(piece?.evidence).toBe('214 requests refused to a user');
  const pattern = {
    kind: 'rate limit reached',
    evidence: ['12 % of the requests were refused (429)'],
    figures: [],
    likelyCause: '',
    confidence: 'high',
    nextCommand: '',
  } as const;
  expect(tuningAdvice({ evidence: undefined, patterns: [pattern] })[0]?.evidence).toContain('12 %');
});

test('a run that shows nothing gets no advice, and no run gets more than three pieces', () => {
  expect(tuningAdvice({ evidence: undefined, patterns: [] })).toEqual([]);
  expect(advised({ sources: [database, database, database, database] })).toHaveLength(3);
});
