import type { Sample } from './collector.ts';
import type { EvidenceFigure, EvidenceKind, TableEvidence } from './evidence-record.ts';
import { OWN_STATEMENT, type ReadOnly, type Row } from './postgres-connection.ts';

/** So many tables are recorded. */
const MOST_TABLES = 5;

/** Who is connected to the database now, and who waits. */
export async function sampleActivity(database: ReadOnly): Promise<Sample[]> {
  const [row] = await database.select(
    `SELECT ${OWN_STATEMENT} count(*) AS connections, count(*) FILTER (WHERE state = 'active') AS active,
count(*) FILTER (WHERE state = 'active' AND wait_event_type NOT IN ('Client', 'Activity')) AS waiting,
count(*) FILTER (WHERE wait_event_type = 'Lock') AS locked,
count(*) FILTER (WHERE state LIKE 'idle in transaction%') AS idle
FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
  );
  const sample = (name: string, kind: EvidenceKind, column: string): Sample => ({
    name,
    kind,
    unit: 'count',
    value: Number(row?.[column] ?? 0),
  });
  return [
    sample('connections', 'connections', 'connections'),
    sample('active connections', 'active connections', 'active'),
    sample('active connections that wait', 'waiting connections', 'waiting'),
    sample('connections that wait for a lock', 'locked connections', 'locked'),
    sample('connections idle in a transaction', 'connections idle in a transaction', 'idle'),
  ];
}

/** Counters of the database, and of its tables by their names. */
export interface Counters {
  readonly database: Row;
  readonly tables: ReadonlyMap<string, Row>;
}

/** Reads the counters of the database and of its tables. */
export async function readCounters(database: ReadOnly): Promise<Counters> {
  const [own = {}] = await database.select(
    `SELECT ${OWN_STATEMENT} blks_hit, blks_read, xact_commit, xact_rollback, deadlocks, temp_files, current_setting('max_connections') AS max_connections
FROM pg_stat_database WHERE datname = current_database()`,
  );
  const tables = await database.select(
    `SELECT ${OWN_STATEMENT} relname, seq_scan, seq_tup_read, n_live_tup, n_dead_tup FROM pg_stat_user_tables`,
  );
  return { database: own, tables: new Map(tables.map((row) => [String(row.relname), row])) };
}

/** Schemas with tables, those that are read most first: where the tables of a statement are looked for. */
export async function busySchemas(database: ReadOnly): Promise<string[]> {
  const rows = await database.select(
    `SELECT ${OWN_STATEMENT} schemaname FROM pg_stat_user_tables GROUP BY schemaname
ORDER BY sum(coalesce(seq_scan, 0) + coalesce(idx_scan, 0)) DESC`,
  );
  return [...new Set([...rows.map((row) => String(row.schemaname)), 'public'])];
}

/** What the database did between two readings of its counters. */
export function figuresBetween(before: Counters, after: Counters): EvidenceFigure[] {
  const done = (column: string) => grown(before.database, after.database, column);
  const blocks = done('blks_hit') + done('blks_read');
  const count = (name: string, value: number): EvidenceFigure => ({ name, unit: 'count', value });
  const hits = { name: 'cache hits', kind: 'cache hits', unit: 'share' } as const;
  return [
    ...(blocks > 0 ? [{ ...hits, value: done('blks_hit') / blocks }] : []),
    count('transactions', done('xact_commit')),
    count('rolled back', done('xact_rollback')),
    count('deadlocks', done('deadlocks')),
    count('temporary files', done('temp_files')),
    count('connections allowed', Number(after.database.max_connections)),
  ];
}

/** The tables that were read most from one end to the other, then those with most dead rows. */
export function tablesBetween(before: Counters, after: Counters): TableEvidence[] {
  const tables = [...after.tables].map(([table, now]): TableEvidence => {
    const then = before.tables.get(table) ?? {};
    return {
      table,
      sequentialScans: grown(then, now, 'seq_scan'),
      rowsScanned: grown(then, now, 'seq_tup_read'),
      liveRows: Number(now.n_live_tup),
      deadRows: Number(now.n_dead_tup),
    };
  });
  return tables
    .filter(({ rowsScanned, deadRows }) => rowsScanned + deadRows > 0)
    .sort((a, b) => b.rowsScanned - a.rowsScanned || b.deadRows - a.deadRows)
    .slice(0, MOST_TABLES);
}

/** How much a counter grew; all of it when it was reset in between. */
function grown(before: Row, after: Row, column: string): number {
  const [then, now] = [Number(before[column] ?? 0), Number(after[column] ?? 0)];
  return now < then ? now : now - then;
}
