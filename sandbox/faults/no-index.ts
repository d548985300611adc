import type { Pool } from 'pg';
import type { FaultKind } from './fault-kind.ts';

const INDEX = 'deals_dealership_idx';
/** A dealership that nobody asks about. */
const FILLER = 'f0eebc99-9c0b-4ef8-bb6d-6bb9bd380aff';

/** A dropped index: the statement reads the whole table, which has become large. */
export const noIndexFault: FaultKind = {
  name: 'no-index',
  place: 'operations',
  example: 'deals.list:no-index+200000',
  promise:
    'The table of deals gets 200,000 rows of another dealership, and loses its index on the dealership: the statement of `deals.list` (`deals.list-of-dealership`) has to read all rows, which takes about 20 ms instead of less than 1 ms, and its plan has a sequential scan. Switching it on and off takes seconds. Only `deals.list`.',
  amount: /^(\d{1,7})$/,
  effect: ([rows = 0], where) =>
    where !== 'deals.list'
      ? undefined
      : {
          on: 'sandbox',
          async switchOn({ pool }) {
            await unseen(pool, [
              [
                `INSERT INTO deals (id, dealership_id, created_at, updated_at)
                SELECT gen_random_uuid(), $1::uuid, at, at
                FROM generate_series(1, $2::int) AS row, LATERAL (SELECT now()::timestamp - row * interval '1 s') AS made(at)`,
                [FILLER, rows],
              ],
              [`DROP INDEX ${INDEX}`],
              ['VACUUM ANALYZE deals'],
            ]);
            return () =>
              unseen(pool, [
                ['DELETE FROM deals WHERE dealership_id = $1', [FILLER]],
                [`CREATE INDEX ${INDEX} ON deals (dealership_id)`],
                ['VACUUM ANALYZE deals'],
              ]);
          },
        },
};

/**
 * Runs statements on a connection that pg_stat_statements does not watch, so that the fault's own work is not the slowest of a
 * run. Only a superuser may do that; others run them all the same.
 */
async function unseen(
  pool: Pool,
  statements: readonly (readonly [text: string, values?: readonly unknown[]])[],
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SET pg_stat_statements.track = 'none'").catch(() => undefined);
    for (const [text, values] of statements)
      await client.query(text, values === undefined ? [] : [...values]);
  } finally {
    client.release(true);
  }
}
