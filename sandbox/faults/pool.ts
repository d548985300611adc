import type { Pool } from 'pg';
import type { FaultKind } from './fault-kind.ts';

/** A pool with too few connections to the database. */
export const poolFault: FaultKind = {
  name: 'pool',
  place: 'nothing',
  example: 'pool:2',
  promise:
    'The sandbox has 2 connections to its database instead of 25: further statements wait in the order of their arrival (`db_pool_connections_waiting`), and this time counts as database time. Statements of the seed take less than 1 ms, so few wait; together with `deals.list-of-dealership:db+50`, at most 40 lists of deals per second are possible.',
  amount: /^(\d{1,3})$/,
  effect: ([connections = 0]) =>
    connections === 0
      ? undefined
      : {
          on: 'sandbox',
          async switchOn({ pool }) {
            const { max } = pool.options;
            await shrink(pool, connections);
            return () => {
              pool.options.max = max;
            };
          },
        },
};

/** Allows fewer connections, and closes those above. */
async function shrink(pool: Pool, connections: number): Promise<void> {
  pool.options.max = connections;
  while (pool.totalCount > connections) {
    const client = await pool.connect();
    client.release(true);
  }
}
