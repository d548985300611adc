import type { AddressInfo } from 'node:net';

import type { FastifyInstance } from 'fastify';

import { createTokens } from './auth/tokens.ts';
import type { SandboxContext } from './context.ts';
import { type Database, openDatabase } from './database/open-database.ts';
import { assertPortFree } from './free-port.ts';
import { timed } from './gateway/server-timing.ts';
import type { SeedCounts } from './seed/seed.ts';
import type { Settings } from './settings.ts';
import { openStore } from './store/open-store.ts';

/** A running Desk Studio. */
export interface RunningSandbox {
  /** Its address without a slash at the end. */
  readonly url: string;
  readonly app: FastifyInstance;
  readonly context: SandboxContext;
  readonly database: Database;
  /** Rows in the main tables at the start. */
  readonly counts: SeedCounts;
  readonly startedInMs: number;
  /** Stops everything that was started; resolves when it has ended. */
  close(): Promise<void>;
}

/**
 * Starts database, store and gateway, creates and fills the tables, and listens. Leaves nothing running when a part does
 * not start.
 *
 * @param onLost called when the embedded database ends by itself, which makes the sandbox useless
 * @throws Error with one clear message when a part does not start
 */
export async function runSandbox(
  settings: Settings,
  onLost: (reason: string) => void = () => {},
): Promise<RunningSandbox> {
  const startedMs = performance.now();
  // Checked before the database starts, so that the most common mistake is reported immediately.
  await assertPortFree(settings.host, settings.port);

  const opened: Array<() => Promise<void>> = [];
  const close = async () => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    const opening = openDatabase(settings.databaseUrl, onLost).then((database) => {
      opened.push(database.close);
      return database;
    });
    // The database starts in other processes and takes a second: time to load and compress everything else.
    const loading = loadTheRest();
    loading.catch(() => undefined);
    const database = await opening;
    const { buildApp, seed, webClient, withWebFaults } = await loading;
    const store = await openStore(settings.redisUrl);
    opened.push(() => store.close());
    const context = sandboxContext(database, store, settings);
    const counts = await seed(database.pool, context, { bcryptCost: settings.bcryptCost });
    const app = await buildApp(context, settings, await withWebFaults(webClient, settings.faults));
    opened.push(() => app.close());
    await app.listen({ host: settings.host, port: settings.port });
    opened.push(async () => app.faults?.set([]));
    await app.faults?.set(settings.faults);
    const { port } = app.server.address() as AddressInfo;
    const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
    const url = `http://${host}:${port}`;
    return { url, app, context, database, counts, close, startedInMs: performance.now() - startedMs };
  } catch (error) {
    await close();
    throw error;
  }
}

async function loadTheRest() {
  const [{ buildApp }, { seed }, { loadWebClient, WEB_FOLDER }, { withWebFaults }] = await Promise.all([
    import('./app.ts'),
    import('./seed/seed.ts'),
    import('./gateway/web-files.ts'),
    import('./faults/web-faults.ts'),
  ]);
  return { buildApp, seed, withWebFaults, webClient: await loadWebClient(WEB_FOLDER) };
}

function sandboxContext(
  { pool }: Database,
  store: SandboxContext['store'],
  settings: Settings,
): SandboxContext {
  const tokens = createTokens(settings);
  return {
    pool,
    store,
    piiKey: settings.piiKey,
    timed,
    verifyToken(token) {
      const reading = tokens.read(token);
      return reading.kind === 'valid' ? reading.identity : undefined;
    },
  };
}
