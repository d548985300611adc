import type { Pool, QueryConfig } from 'pg';

import type { Fault } from './fault.ts';

/**
 * Makes the statements that a fault names take longer, by a sleep in the database on the connection that then runs them:
 * the connection is held, and the time counts as the database's. Statements without a fault go their usual way.
 */
export function slowStatements(pool: Pool, faults: readonly Fault[]): void {
  const delays = new Map(
    faults.filter((fault) => fault.kind === 'db').map(({ statement, delayMs }) => [statement, delayMs]),
  );
  if (delays.size === 0) return;
  const query = pool.query.bind(pool) as (config: QueryConfig) => Promise<unknown>;
  const slowly = async (config: QueryConfig) => {
    const delayMs = delays.get(config.name ?? '');
    if (delayMs === undefined) return query(config);
    const client = await pool.connect();
    try {
      await client.query('SELECT pg_sleep($1)', [delayMs / 1000]);
      return await client.query(config);
    } finally {
      client.release();
    }
  };
  pool.query = slowly as unknown as Pool['query'];
}
