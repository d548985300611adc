import { hash } from 'bcrypt';
import type { Pool, PoolClient } from 'pg';
import type { SandboxContext } from '../context.ts';
import { FieldCipher } from '../customers/field-cipher.ts';
import { bulkInsert, type TableRows } from './bulk-insert.ts';
import type { CustomerRow } from './customer-rows.ts';
import { type SeedRows, seedRows } from './seed-rows.ts';
import { seedPassword } from './user-rows.ts';

/** Options of the seeding. */
export interface SeedOptions {
  /** Cost of the one bcrypt hash that all users share. Default 10. */
  readonly bcryptCost?: number;
  /** Reference time of recent deals and current visits, milliseconds since the epoch. */
  readonly nowMs?: number;
}

/** Number of rows in the main tables after the start. */
export interface SeedCounts {
  readonly dealerships: number;
  readonly users: number;
  readonly customers: number;
  readonly vehicles: number;
  readonly deals: number;
  readonly visits: number;
  readonly conversations: number;
  readonly messages: number;
}

/** Id of the lock that keeps two sandboxes from seeding one database at the same time. Any number will do. */
const seedLock = 7_262_026;

function sealed(cipher: FieldCipher, customers: readonly CustomerRow[]): readonly CustomerRow[] {
  return customers.map((customer) => ({
    ...customer,
    credit_score: cipher.encrypt(customer.credit_score),
    ssn_last4: cipher.encrypt(customer.ssn_last4),
    drivers_license_number: cipher.encrypt(customer.drivers_license_number),
    monthly_income: cipher.encrypt(customer.monthly_income),
  }));
}

/** The tables in the order of their foreign keys. */
function tablesOf(rows: SeedRows, cipher: FieldCipher, passwordHash: string): readonly TableRows[] {
  return [
    { table: 'dealerships', rows: rows.dealerships },
    {
      table: 'users',
      rows: rows.users.map((user) => ({
        ...user,
        password_hash: passwordHash,
        is_active: true,
        failed_logins: 0,
      })),
    },
    { table: 'customers', rows: sealed(cipher, rows.customers).map((row) => ({ ...row })) },
    { table: 'vehicles', rows: rows.vehicles.map((row) => ({ ...row })) },
    { table: 'deals', rows: rows.deals.map((row) => ({ ...row })) },
    { table: 'showroom_visits', rows: rows.visits },
    { table: 'showroom_timers', rows: rows.timers },
    { table: 'showroom_notes', rows: rows.notes },
    { table: 'conversations', rows: rows.conversations },
    { table: 'conversation_participants', rows: rows.participants },
    { table: 'messages', rows: rows.messages },
  ];
}

async function counted(client: PoolClient): Promise<SeedCounts> {
  const result = await client.query<SeedCounts>(`SELECT
    (SELECT count(*)::integer FROM dealerships) AS dealerships, (SELECT count(*)::integer FROM users) AS users,
    (SELECT count(*)::integer FROM customers) AS customers, (SELECT count(*)::integer FROM vehicles) AS vehicles,
    (SELECT count(*)::integer FROM deals) AS deals, (SELECT count(*)::integer FROM showroom_visits) AS visits,
    (SELECT count(*)::integer FROM conversations) AS conversations,
    (SELECT count(*)::integer FROM messages) AS messages`);
  const [counts] = result.rows;
  if (counts === undefined) throw new Error('Counting the seeded rows returned no row');
  return counts;
}

/**
 * Fills empty tables with the starting data, all or nothing, and returns the number of rows. Leaves a database that
 * already has a user unchanged. The tables must exist.
 */
export async function seed(
  pool: Pool,
  context: Pick<SandboxContext, 'piiKey'>,
  options: SeedOptions = {},
): Promise<SeedCounts> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [seedLock]);
    const before = await counted(client);
    if (before.users === 0) {
      const passwordHash = hash(seedPassword, options.bcryptCost ?? 10);
      const rows = seedRows(options.nowMs ?? Date.now());
      const tables = tablesOf(rows, new FieldCipher(context.piiKey), await passwordHash);
      for (const table of tables) await bulkInsert(client, table);
    }
    const after = await counted(client);
    await client.query('COMMIT');
    return after;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
