import type { PlanEvidence, SourceRecord, StatementEvidence } from './evidence-record.ts';

/** A scan of a table, from one end to the other, that threw away nearly all of what it read. */
export interface WastedScan {
  readonly table: string;
  /** How often the run scanned the table, whatever the statement. */
  readonly scans: number;
  /** Rows that one scan read, and those of them that were wanted. */
  readonly rowsRead: number;
  readonly rowsKept: number;
}

/** Below this a table is so small that a database rightly prefers the scan, and the index saves nothing that somebody would feel. */
const LEAST_ROWS = 1_000;
/** Of a scan that keeps more than this share of its rows an index would save little: each row found by one costs more than one of a scan. */
const MOST_KEPT = 0.05;
/** What makes fewer rows of those that a scan gives: what the statement returns says nothing of the scan then. */
const REDUCES =
  /^\s*(?:->\s*)?(?:Limit|(?:Partial |Finalize )*(?:\w+)?Aggregate|Group|Unique|WindowAgg|SetOp)\b/;
/** A step of a plan that joins: the rows of a scan within are not those of the result either. */
const JOINS = /\b(?:Nested Loop|Join)\b/;

/**
 * The tables of a plan that an index would help: the scan has a condition, the run read more than a thousand rows by each scan of the
 * table, and next to none of them were wanted. Every small table is scanned, and so is one of which most is wanted: those are not reported.
 *
 * What was wanted is what the statement returned. Where the plan counts, limits or joins what it reads, it is what the plan expects: a
 * generic plan knows no values, so its guess is an average over them.
 */
export function wastedScans({
  plan,
  tables = [],
  statements = [],
}: Pick<SourceRecord, 'plan' | 'tables' | 'statements'>): WastedScan[] {
  if (plan === undefined) return [];
  const statement = statements.find(({ text }) => text === plan.statement);
  return scansIn(plan).flatMap(({ table, expected }) => {
    const counters = tables.find((each) => each.table === table);
    if (counters === undefined || counters.sequentialScans === 0) return [];
    const rowsRead = counters.rowsScanned / counters.sequentialScans;
    const rowsKept = returnedByScan(plan, statement) ?? expected;
    if (rowsRead < LEAST_ROWS || rowsKept > rowsRead * MOST_KEPT) return [];
    return [{ table, scans: counters.sequentialScans, rowsRead, rowsKept }];
  });
}

/** The scans of a plan that have a condition, with the rows that the plan expects each to keep. */
function scansIn({ lines }: PlanEvidence): { readonly table: string; readonly expected: number }[] {
  const scans = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    const [, table, rows] = /\bSeq Scan on (\S+).*?\brows=(\d+)/.exec(line) ?? [];
    const hasCondition = /^\s*Filter:/.test(lines[index + 1] ?? '');
    if (table !== undefined && hasCondition) scans.set(table, Number(rows));
  }
  return [...scans].map(([table, expected]) => ({ table, expected }));
}

/** Rows that a call of the statement returned, where they are those that its only scan kept. */
function returnedByScan(
  { lines }: PlanEvidence,
  statement: StatementEvidence | undefined,
): number | undefined {
  if (statement === undefined || statement.calls === 0) return undefined;
  return lines.some((line) => REDUCES.test(line) || JOINS.test(line))
    ? undefined
    : statement.rows / statement.calls;
}
