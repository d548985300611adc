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
    'The table of deals gets 200,000 rows of another dealership, and loses its index on the dealership: the statement of `deals.list` (`deals.list-of-dealership`) has to read all rows, and its plan has a sequential scan. Switching it on takes some seconds, switching it off too. Only `deals.list`.',
  amount: /^(\d{1,7})$/,
  effect: ([rows = 0], where) =>
    where !== 'deals.list'
      ? undefined
      : {
          on: 'sandbox',
          async switchOn({ pool }) {
            await pool.query({
              text: `INSERT INTO deals (id, dealership_id, created_at, updated_at)
                SELECT gen_random_uuid(), $1::uuid, at, at
                FROM generate_series(1, $2::int) AS row, LATERAL (SELECT now()::timestamp - row * interval '1 s') AS made(at)`,
              values: [FILLER, rows],
            });
            await pool.query({ text: `DROP INDEX ${INDEX}` });
            await pool.query({ text: 'ANALYZE deals' });
            return async () => {
              await pool.query({ text: 'DELETE FROM deals WHERE dealership_id = $1', values: [FILLER] });
              await pool.query({ text: `CREATE INDEX ${INDEX} ON deals (dealership_id)` });
              await pool.query({ text: 'VACUUM ANALYZE deals' });
            };
          },
        },
};
