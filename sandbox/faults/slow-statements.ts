import type { Pool, QueryConfig } from 'pg';
import type { FaultKind } from './fault-kind.ts';
import { STATEMENT_NAMES } from './statements.ts';

/** A statement takes longer in the database itself. */
export const slowStatementFault: FaultKind = {
  name: 'db',
  place: 'statement',
  example: 'deals.create:db+300',
  promise:
    'The database sleeps for 300 ms on the connection that then runs the statement `deals.create`: the connection is busy, and the time counts as database time. Most statements are named after their operation, those of vehicles, visits, notes and timers after what they are about: `vehicles.create`, `visits.create`. A list of deals is `deals.list`, of one dealership `deals.list-of-dealership`.',
  amount: /^(\d{1,5})$/,
  effect: ([delayMs = 0], statement) =>
    delayMs === 0 || !STATEMENT_NAMES.includes(statement)
      ? undefined
      : {
          on: 'sandbox',
          switchOn({ statementDelaysMs }) {
            statementDelaysMs.set(statement, delayMs);
            return () => void statementDelaysMs.delete(statement);
          },
        },
};

/**
 * Slows down the statements that have a delay at the moment they are sent: the database sleeps on the connection before it
 * runs them. Other statements are unaffected.
 */
export function slowStatements(pool: Pool, delaysMs: ReadonlyMap<string, number>): void {
  const query = pool.query.bind(pool) as (config: QueryConfig) => Promise<unknown>;
  const slowly = async (config: QueryConfig) => {
    const delayMs = delaysMs.get(config.name ?? '');
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
