/** Marks the statements of this folder, so that they are not reported as the target's. */
export const OWN_STATEMENT = '/* desk-studio-evidence */';

const CONNECT_WITHIN_MS = 3_000;
const STATEMENT_WITHIN_MS = 1_500;

/** A row with its columns as they are in the result. */
export type Row = Readonly<Record<string, unknown>>;

/** Asks a database. */
export interface ReadOnly {
  /** Runs one SELECT, without parameters, in a read-only transaction that the server ends when it takes too long. */
  select(sql: string): Promise<readonly Row[]>;
  /**
   * Lines of the plan of a statement, which is not run; its tables are looked for in these schemas.
   *
   * @param statement one without a semicolon: it could hide a second statement, which would be run
   */
  explain(options: string, statement: string, schemas: readonly string[]): Promise<readonly string[]>;
  /** Ends the connection at once. */
  close(): void;
}

/**
 * Connects to a PostgreSQL. Everything that is set is set for one transaction: behind a pooler such as PgBouncer, a setting
 * of the session would stay with a connection that the target uses afterwards, which would then be read-only.
 *
 * @throws Error when it does not answer, or refuses the user
 */
export async function connectReadOnly(url: string): Promise<ReadOnly> {
  // Only a run that asks a database needs the package.
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    query_timeout: STATEMENT_WITHIN_MS + 500,
  });
  // Without a listener, a connection that breaks would end this process.
  client.on('error', () => undefined);
  await client.connect();
  const own = (setting: string) => `; SET ${OWN_STATEMENT} LOCAL ${setting}`;
  const begin = (more = '') =>
    client.query(
      `BEGIN ${OWN_STATEMENT} READ ONLY${own(`statement_timeout = ${STATEMENT_WITHIN_MS}`)}${own('lock_timeout = 200')}${more}`,
    );
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(more: string, work: () => Promise<T>): Promise<T> => {
    const turn = last.then(async () => {
      await begin(more);
      try {
        return await work();
      } finally {
        // A rollback would be counted among those of the target.
        await client.query('COMMIT');
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    select: (sql) => inTurn('', async () => (await client.query<Row>(sql)).rows),
    explain: (options, statement, schemas) =>
      inTurn(schemas.length === 0 ? '' : own(`search_path = ${quoted(schemas)}`), async () => {
        const { rows } = await client.query<Row>(`EXPLAIN (${options}) ${statement}`);
        return rows.map((row) => String(row['QUERY PLAN']));
      }),
    close: () => client.connection.stream.destroy(),
  };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');
}
