import type { EvidenceRecord } from '../../src/evidence/evidence-record.ts';

/** What the target's side says of a run in which an index of the deals was missing, and Redis could not be asked. */
export const evidenceOfMissingIndex: EvidenceRecord = {
  sources: [
    {
      source: 'postgres',
      place: 'db:5432/desk',
      figures: [
        { name: 'cache hits', kind: 'cache hits', unit: 'share', value: 0.998 },
        { name: 'deadlocks', unit: 'count', value: 0 },
      ],
      statements: [
        {
          text: 'SELECT id, status FROM deals WHERE dealership_id = $1 ORDER BY created_at DESC',
          calls: 3_100,
          totalMs: 93_000,
          meanMs: 30,
          rows: 12_000,
          blocksRead: 40,
        },
        { text: 'COMMIT', calls: 900, totalMs: 90, meanMs: 0.1, rows: 0, blocksRead: 0 },
      ],
      plan: {
        statement: 'SELECT id, status FROM deals WHERE dealership_id = $1 ORDER BY created_at DESC',
        lines: [
          'Sort  (cost=1..2)',
          '  ->  Seq Scan on deals  (cost=0.00..9000.00 rows=101500 width=40)',
          '        Filter: (dealership_id = $1)',
        ],
        sequentialScans: ['deals'],
      },
      tables: [
        { table: 'deals', sequentialScans: 3_100, rowsScanned: 620_000_000, liveRows: 203_000, deadRows: 12 },
      ],
    },
    { source: 'redis', place: 'cache:6379', problems: ['connect ECONNREFUSED 10.0.0.7:6379'] },
  ],
  series: [
    {
      source: 'postgres',
      name: 'postgres: active connections',
      kind: 'active connections',
      unit: 'count',
      points: [
        { atMs: -400, value: 1 },
        { atMs: 4_600, value: 9 },
        { atMs: 9_600, value: 7 },
      ],
    },
    {
      source: 'gateway',
      name: 'gateway: memory',
      unit: 'memory',
      points: [
        { atMs: 0, value: 120_000_000 },
        { atMs: 5_000, value: 131_000_000 },
      ],
    },
  ],
};
