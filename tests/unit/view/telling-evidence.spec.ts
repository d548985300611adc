import { expect, test } from '@playwright/test';
import type { EvidenceRecord, SourceRecord } from '../../../src/evidence/evidence-record.ts';
import { tellingLines } from '../../../src/view/telling-evidence.ts';
import { evidenceOfMissingIndex } from '../../made/evidence.ts';

const statements = (evidenceOfMissingIndex.sources[0]?.statements ?? []).map((statement) => ({
  ...statement,
  operations: ['deals.list'],
}));

test('a statement whose plan reads a whole table comes first, with its operation and the table', () => {
  const [first] = tellingLines(evidenceOfMissingIndex, { statements, routes: [] });
  expect(first).toBe(
    'PostgreSQL: the slowest statement took 93,000 ms in 3,100 calls (30 ms each), probably of deals.list; its plan reads deals from one end to the other (200,000 rows each time, about 4 wanted): SELECT id, status FROM deals WHERE dealership_id = $1 ORDER BY created_at DESC',
  );
});

test('a plan that is not of the slowest statement is that of the slowest one that has a plan', () => {
  const [line] = tellingLines(evidenceOfMissingIndex, { statements: statements.toReversed(), routes: [] });
  expect(line).toContain('PostgreSQL: the slowest statement that has a plan took 93,000 ms in 3,100 calls');
  expect(line).toContain(
    '; its plan reads deals from one end to the other (200,000 rows each time, about 4 wanted): SELECT id',
  );
});

test('of a long statement the tables and conditions are shown, and not the columns', () => {
  const text = `SELECT ${'a_column, '.repeat(20)}id FROM deals WHERE dealership_id = $1`;
  const [line] = tellingLines(
    { sources: [], series: [] },
    { statements: statements.map((each) => ({ ...each, text })), routes: [] },
  );
  expect(line).toMatch(/: SELECT … FROM deals WHERE dealership_id = \$1$/);
});

test('there are two lines at most, and what is rarely right comes before what every run has', () => {
  const source = (kind: SourceRecord['source'], different: Partial<SourceRecord>): SourceRecord => ({
    source: kind,
    place: 'it',
    ...different,
  });
  const evidence: EvidenceRecord = {
    sources: [
      source('kubernetes', { pods: [{ pod: 'deals-1', restarts: 3, restartsBefore: 1 }] }),
      source('redis', {
        figures: [{ name: 'evicted keys', kind: 'evicted keys', unit: 'count', value: 40 }],
      }),
      source('postgres', {
        figures: [{ name: 'cache hits', kind: 'cache hits', unit: 'share', value: 0.5 }],
      }),
    ],
    series: [
      {
        source: 'postgres',
        name: 'postgres: in any words',
        kind: 'locked connections',
        unit: 'count',
        points: [{ atMs: 1, value: 4 }],
      },
    ],
  };
  expect(tellingLines(evidence, { statements, routes: [] })).toEqual([
    'Kubernetes: restarted during the run: deals-1',
    'PostgreSQL: up to 4 connections waited for a lock',
  ]);
});

test('where nothing is wrong, the slowest statement and the network are named', () => {
  const route = {
    ...{ method: 'GET', path: '/api/v1/deals', count: 10, meanMs: 4, p95FromMs: 0, p95ToMs: 5 },
    ...{ operations: ['deals.list'], ours: 10, ourMeanMs: 20, outsideMs: 16 },
  };
  const lines = tellingLines({ sources: [], series: [] }, { statements, routes: [route] });
  expect(lines[0]).toContain('PostgreSQL: the slowest statement took 93,000 ms');
  expect(lines[1]).toBe(
    'Gateway: of the 20 ms that GET /api/v1/deals took on average, it accounts for 4 ms; the rest is network and queues',
  );
});

const visits = {
  ...{ method: 'POST', path: '/api/v1/showroom/visits', meanMs: 24.7, p95FromMs: 25, p95ToMs: 50 },
  ...{ operations: ['showroom.create'], ourMeanMs: 34.5 },
};
const lineOf = (...routes: Parameters<typeof tellingLines>[1]['routes']) =>
  tellingLines({ sources: [], series: [] }, { statements: [], routes })[0];

test('where the gateway counted other requests than the users, both means are given and nothing is subtracted', () => {
  expect(lineOf({ ...visits, count: 66, ours: 61 })).toBe(
    'Gateway: POST /api/v1/showroom/visits took it 24.7 ms on average of 66 requests, and the users 34.5 ms of 61: not the same requests, so the difference says nothing exact',
  );
});

test("the rest of a mean is also the measurer's own delay, up to its bound", () => {
  expect(lineOf({ ...visits, count: 61, ours: 61, outsideMs: 9.8, ownMeanMs: 2.3 })).toBe(
    "Gateway: of the 34.5 ms that POST /api/v1/showroom/visits took on average, it accounts for 24.7 ms; the rest is network, queues, and up to 2.3 ms of the measurer's own delay",
  );
});

test('a route with a difference comes before one without, however far apart the means of that one are', () => {
  const other = { ...visits, path: '/api/v1/deals', count: 900, ours: 500, ourMeanMs: 200 };
  expect(lineOf(other, { ...visits, count: 61, ours: 61, outsideMs: 9.8 })).toContain('of the 34.5 ms');
});

test('a single call is one call', () => {
  const [line] = tellingLines(
    { sources: [], series: [] },
    { statements: statements.slice(0, 1).map((each) => ({ ...each, calls: 1 })), routes: [] },
  );
  expect(line).toContain(' ms in 1 call (');
});
