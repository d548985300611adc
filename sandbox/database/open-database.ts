import { readFile } from 'node:fs/promises';

import pg from 'pg';

import { startEmbedded } from './start-embedded.ts';

/** A database with the sandbox's tables. */
export interface Database {
  readonly pool: pg.Pool;
  /** Kind, version and place, without user and password: safe to print. */
  readonly description: string;
  /** The complete address with the password: for tests, never print it. */
  readonly url: string;
  /** Closes the pool and stops an embedded server. */
  close(): Promise<void>;
}

/** The tables have a separate schema, so the sandbox changes nothing else in a database that it did not create. */
const SCHEMA = 'desk_studio_sandbox';

/** As in the product: 25 connections per service. */
const POOL_SIZE = 25;

/** Order of creation: referenced tables come first. */
const TABLES = ['auth', 'deals', 'customers', 'inventory', 'showroom', 'messaging'];

/**
 * Opens the database at `databaseUrl`, or starts an embedded one, and creates missing tables.
 *
 * @param onLost called when the embedded database ends by itself
 * @throws Error when the database is unreachable or creating the tables fails
 */
export async function openDatabase(
  databaseUrl: string | undefined,
  onLost: (reason: string) => void,
): Promise<Database> {
  const embedded = databaseUrl === undefined ? await startEmbedded(onLost) : undefined;
  const url = databaseUrl ?? embedded?.url ?? '';
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
    options: `-c search_path=${SCHEMA},public`,
    application_name: 'desk-studio-sandbox',
    keepAlive: true,
  });
  // The pool replaces a broken idle connection. Without a listener, the error would end the process.
  pool.on('error', () => {});
  const close = async () => {
    await pool.end();
    await embedded?.stop();
  };
  try {
    const version = await makeTables(pool);
    const place = new URL(url).host;
    const kind = embedded === undefined ? 'PostgreSQL' : 'embedded PostgreSQL';
    return { pool, url, close, description: `${kind} ${version} at ${place}` };
  } catch (error) {
    await close();
    const found = error instanceof Error ? error.message : String(error);
    const place = new URL(url).host;
    throw new Error(
      embedded === undefined
        ? `DATABASE_URL: the database at ${place} cannot be used (${found}). ` +
            'Use a running PostgreSQL whose user may create a schema.'
        : `The tables of the embedded database cannot be made (${found}).`,
    );
  }
}

async function makeTables(pool: pg.Pool): Promise<string> {
  const scripts = await Promise.all(
    TABLES.map((service) => readFile(new URL(`../${service}/tables.sql`, import.meta.url), 'utf8')),
  );
  const client = await pool.connect();
  try {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
    await client.query(scripts.join('\n'));
    // Needs a superuser and the preloaded library. The embedded database has both; elsewhere this is optional.
    // In `public`, where a role that only reads statistics finds it.
    await client
      .query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public')
      .catch(() => undefined);
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? '';
  } finally {
    client.release();
  }
}
