import { readFile } from 'node:fs/promises';

import pg from 'pg';

import { startEmbedded } from './start-embedded.ts';

/** A database with the sandbox's tables, and the way to it. */
export interface Database {
  readonly pool: pg.Pool;
  /** What to print: kind, version and place, without user and password. */
  readonly description: string;
  /** The whole address, password included: for tests, never to be printed. */
  readonly url: string;
  /** Ends the pool and, for the embedded database, the server. */
  close(): Promise<void>;
}

/** The tables live in a schema of their own, so that nothing of a database that is not ours is touched. */
export const SCHEMA = 'desk_studio_sandbox';

/** As in the product: 25 connections a service. */
const POOL_SIZE = 25;

/** The tables' order: those that others refer to come first. */
const TABLES = ['auth', 'deals', 'customers', 'inventory', 'showroom', 'messaging'];

/**
 * Opens the database at `databaseUrl`, or an embedded one without, and makes the tables that are not there yet.
 * `onLost` is told when the embedded database ends by itself.
 *
 * @throws Error when the database cannot be reached or the tables cannot be made.
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
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
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
            'It has to be a running PostgreSQL where the user may create a schema.'
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
    // Needs a superuser and the preloaded library: there with the embedded database, a bonus elsewhere.
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements').catch(() => undefined);
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? '';
  } finally {
    client.release();
  }
}
