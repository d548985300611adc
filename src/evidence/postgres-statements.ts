import { MASK } from '../base/secrets/mask.ts';
import type { StatementEvidence } from './evidence-record.ts';
import { OWN_STATEMENT, type ReadOnly, type Row } from './postgres-connection.ts';

/** So many statements are recorded. */
const MOST_STATEMENTS = 10;
/** Among the slowest there may be some of this folder, which are left out when their texts are known. */
const LOOKED_AT = 30;
const LONGEST_TEXT = 2_000;

/** What a statement has done since the statistics began. */
interface Totals {
  readonly calls: number;
  readonly totalMs: number;
  readonly rows: number;
  readonly blocksRead: number;
}

/** All statements of the database, by their id. */
export type StatementTotals = ReadonlyMap<string, Totals>;

/**
 * Finds the schema of pg_stat_statements.
 *
 * @throws Error that says what to do when the database does not have it, or the user may not see what others do
 */
export async function statementsSchema(database: ReadOnly): Promise<string> {
  const [row] = await database.select(
    `SELECT ${OWN_STATEMENT} n.nspname AS schema, pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS sees FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'`,
  );
  if (row === undefined)
    throw new Error(
      'no statements: the database does not have the extension pg_stat_statements; CREATE EXTENSION pg_stat_statements adds it, where shared_preload_libraries names it',
    );
  if (row.sees !== true)
    throw new Error(
      "no statements: the user may not see those of others; GRANT pg_monitor to it, which shows statistics and no customer's data",
    );
  return `"${String(row.schema).replaceAll('"', '""')}"`;
}

/** Reads what all statements have done so far. Without their texts, which would be a large file. */
export async function readStatements(database: ReadOnly, schema: string): Promise<StatementTotals> {
  const rows = await database.select(
    `SELECT ${OWN_STATEMENT} s.queryid::text AS id, sum(s.calls) AS calls, sum(s.total_exec_time) AS ms, sum(s.rows) AS rows,
sum(s.shared_blks_read) AS blocks FROM ${schema}.pg_stat_statements(false) s JOIN pg_database d ON d.oid = s.dbid
WHERE d.datname = current_database() AND s.queryid IS NOT NULL GROUP BY s.queryid`,
  );
  return new Map(rows.map((row) => [String(row.id), totalsOf(row)]));
}

function totalsOf({ calls, ms, rows, blocks }: Row): Totals {
  return { calls: Number(calls), totalMs: Number(ms), rows: Number(rows), blocksRead: Number(blocks) };
}

interface IdentifiedTotals extends Totals {
  readonly id: string;
}

/** What each statement did between two readings, the one that took longest in total first. */
export function statementsBetween(before: StatementTotals, after: StatementTotals): IdentifiedTotals[] {
  return [...after]
    .flatMap(([id, now]) => {
      const then = before.get(id);
      // Fewer calls than before: the statistics were reset, or the statement was dropped from them and came back.
      const isNew = then === undefined || then.calls > now.calls;
      const done = isNew ? now : difference(then, now);
      return done.calls > 0 ? [{ id, ...done }] : [];
    })
    .sort((a, b) => b.totalMs - a.totalMs);
}

function difference(then: Totals, now: Totals): Totals {
  return {
    calls: now.calls - then.calls,
    totalMs: now.totalMs - then.totalMs,
    rows: now.rows - then.rows,
    blocksRead: now.blocksRead - then.blocksRead,
  };
}

/** The slowest statements with their texts, without those of this folder. */
export async function slowestStatements(
  database: ReadOnly,
  schema: string,
  between: readonly IdentifiedTotals[],
): Promise<StatementEvidence[]> {
  const looked = between.slice(0, LOOKED_AT);
  // Ids are numbers of the database's own.
  const ids = looked.map(({ id }) => id).filter((id) => /^-?\d+$/.test(id));
  if (ids.length === 0) return [];
  const rows = await database.select(
    `SELECT ${OWN_STATEMENT} queryid::text AS id, min(query) AS text FROM ${schema}.pg_stat_statements WHERE queryid IN (${ids.join(', ')}) GROUP BY queryid`,
  );
  const texts = new Map(rows.map(({ id, text }) => [String(id), String(text)]));
  return looked
    .flatMap(({ id, calls, totalMs, rows: read, blocksRead }) => {
      const text = texts.get(id);
      if (text === undefined || text.includes(OWN_STATEMENT)) return [];
      return [
        {
          text: oneLine(withoutValues(text)),
          calls,
          totalMs,
          meanMs: totalMs / calls,
          rows: read,
          blocksRead,
        },
      ];
    })
    .slice(0, MOST_STATEMENTS);
}

/** Comments and names in quotes, which may contain an apostrophe; and values, of which the last may have no end. */
const QUOTED = /--[^\n]*|\/\*.*?\*\/|"[^"]*"|'(?:[^'\\]|''|\\.)*(?:'|$)|\$(\w*)\$.*?(?:\$\1\$|$)/gs;

/** pg_stat_statements keeps the values of statements without a plan, such as the password in ALTER ROLE. */
function withoutValues(text: string): string {
  return text.replaceAll(QUOTED, (found) => (/^['$]/.test(found) ? `'${MASK}'` : found));
}

function oneLine(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line;
}
