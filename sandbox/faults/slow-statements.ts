import type { Pool, QueryConfig } from 'pg';

import type { Fault } from './fault.ts';

/**
 * Slows down the statements that a fault names: the database sleeps on the connection before it runs them, so the
 * connection is busy and the time counts as database time. Other statements are unaffected.
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
