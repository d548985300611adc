import { messageOf } from '../base/attempt.ts';
import type { PlanEvidence, StatementEvidence } from './evidence-record.ts';
import type { ReadOnly } from './postgres-connection.ts';

/** What EXPLAIN takes; COMMIT and the like have no plan. */
const HAS_PLAN = /^(?:\/\*.*?\*\/\s*)*(?:SELECT|INSERT|UPDATE|DELETE|MERGE|WITH|VALUES|TABLE)\b/i;
/** Since this version a plan can be had without values for the placeholders. */
const GENERIC_PLAN_SINCE = 160_000;

/**
 * The plan of the slowest statement that has one. The statement is not run.
 *
 * @param version as `server_version_num` has it, e.g. 160004
 * @returns undefined when no statement has a plan
 * @throws Error with the reason when the database gives none
 */
export async function planOfSlowest(
  database: ReadOnly,
  statements: readonly Pick<StatementEvidence, 'text'>[],
  { version, schemas }: { readonly version: number; readonly schemas: readonly string[] },
): Promise<PlanEvidence | undefined> {
  const statement = statements.find(({ text }) => HAS_PLAN.test(text) && !text.endsWith('…'))?.text;
  if (statement === undefined) return undefined;
  // PostgreSQL takes a statement with placeholders by the simple protocol alone, which takes several statements at once.
  if (statement.includes(';')) throw new Error('no plan: there is a semicolon within the statement');
  const needsValues = /\$\d/.test(statement);
  if (needsValues && version < GENERIC_PLAN_SINCE)
    throw new Error('no plan: PostgreSQL gives one without the values of a statement since version 16');
  try {
    const lines = await database.explain(needsValues ? 'GENERIC_PLAN' : 'COSTS', statement, schemas);
    return { statement, lines, sequentialScans: sequentialScans(lines) };
  } catch (error) {
    throw new Error(
      `no plan: ${messageOf(error)}; a role that may run the statement gets it, for SELECT one with pg_read_all_data`,
    );
  }
}

function sequentialScans(lines: readonly string[]): string[] {
  return [...new Set(lines.flatMap((line) => /\bSeq Scan on (\S+)/.exec(line)?.[1] ?? []))];
}
