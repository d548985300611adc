import type { SandboxContext } from '../context.ts';

/** A statement, prepared once per connection under its name. The same name must always have the same text. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Returns columns as PostgreSQL prints them: Dates would lose microseconds, and doubles would lose digits. */
const asPrinted = { getTypeParser: () => (text: string) => text };

async function run<Row>(context: SandboxContext, statement: Statement): Promise<readonly Row[]> {
  const { name, text, values } = statement;
  const result = await context.pool.query({ name, text, values: [...values], types: asPrinted });
  return result.rows as Row[];
}

/** Runs one statement and returns its rows, every column a string or null. Counts as `db` time. */
export function textRows<Row>(context: SandboxContext, statement: Statement): Promise<readonly Row[]> {
  return context.timed('db', () => run<Row>(context, statement));
}

/** The first row of a statement, or undefined when there is none. Counts as `db` time. */
export async function textRow<Row>(context: SandboxContext, statement: Statement): Promise<Row | undefined> {
  return (await textRows<Row>(context, statement))[0];
}

/**
 * Runs several statements in parallel, each on a separate connection. The time until the last answer, not the sum, counts
 * as `db` time.
 */
export function textRowSets<Rows extends readonly unknown[]>(
  context: SandboxContext,
  ...statements: { readonly [Index in keyof Rows]: Statement }
): Promise<{ readonly [Index in keyof Rows]: readonly Rows[Index][] }> {
  return context.timed(
    'db',
    async () =>
      (await Promise.all(statements.map((statement) => run(context, statement)))) as {
        readonly [Index in keyof Rows]: readonly Rows[Index][];
      },
  );
}
