import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { judgeBurst } from '../../../src/verdict/judge-burst.ts';
import { PROJECT_TABLES } from '../../../src/verdict/thresholds/load-thresholds.ts';
import { changeTable } from '../../made/copied-project.ts';
import { constantHistogram } from '../../made/histogram-of.ts';

/** What the tables decide about a burst on `tax.batch` whose requests all took 90 ms. */
function judged(tables: string) {
  const successes = constantHistogram(90);
  const burst = {
    operationId: 'tax.batch',
    service: 'tax',
    connections: 1,
    successes,
    outcomes: { ok: 1_000 },
  };
  return judgeBurst(
    { ...burst, waitedMs: [], perSecond: [500, 500], saturating: false, isAlone: true },
    loadTables(tables),
  );
}

test('a limit is an entry in a row: from then on figures are held against it', () => {
  const tables = test.info().outputPath('tables');
  cpSync(PROJECT_TABLES, tables, { recursive: true });
  expect(judged(tables).map(({ column }) => column)).not.toContain('sla');
  changeTable<{ operations: { operation: string; sla?: object }[] }>(
    join(tables, 'operations.json'),
    ({ operations }) => {
      const row = operations.find(({ operation }) => operation === 'tax.batch');
      if (row !== undefined) row.sla = { p95Ms: 80, p99Ms: 160 };
    },
  );
  const added = judged(tables).filter(({ column }) => column === 'sla');
  expect(added.map(({ kind, statistic, limit }) => [kind, statistic, limit])).toEqual([
    ['fail', 'p95', 80],
    ['pass', 'p99', 160],
  ]);
});
