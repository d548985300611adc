import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { type KeeperOrder, type KeeperReport, SUPERUSER } from './keeper-messages.ts';
import { clearAbandonedRun } from './run-folder.ts';

/** A PostgreSQL that lives as long as this process. */
export interface EmbeddedDatabase {
  /** With the password: never print it. */
  readonly url: string;
  readonly port: number;
  /** Its folder below the system's temporary folder; `stop` removes it. */
  readonly folder: string;
  /** Stops the server and removes the folder; resolves when both are done. */
  stop(): Promise<void>;
}

/**
 * Starts an embedded PostgreSQL under a keeper process. Leaves nothing behind when that fails.
 *
 * @param onLost called when the database ends before `stop` is called
 * @throws Error with PostgreSQL's last output when it does not start
 */
export async function startEmbedded(onLost: (reason: string) => void): Promise<EmbeddedDatabase> {
  const password = randomBytes(18).toString('base64url');
  const keeper = fork(fileURLToPath(new URL('./keeper.ts', import.meta.url)), {
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = once(keeper, 'exit');
  keeper.send({ kind: 'start', password } satisfies KeeperOrder);
  const report = await firstReport(keeper);
  if (report.kind === 'failed') {
    await ended;
    throw new Error(`The embedded database cannot start. ${report.message}`);
  }

  let stopping = false;
  let reason = 'its keeper process was killed';
  keeper.on('message', (later: KeeperReport) => {
    if (later.kind === 'failed') reason = later.message;
  });
  keeper.once('exit', () => {
    if (stopping) return;
    // Without the keeper, this process has to clean up.
    clearAbandonedRun(report.folder, report.postgresPid).finally(() => onLost(reason));
  });
  // The keeper must not keep this process alive.
  keeper.unref();
  keeper.channel?.unref();

  return {
    url: `postgresql://${SUPERUSER}:${password}@127.0.0.1:${report.port}/postgres`,
    port: report.port,
    folder: report.folder,
    async stop() {
      if (stopping) return;
      stopping = true;
      keeper.ref();
      if (keeper.connected) keeper.disconnect();
      await ended;
    },
  };
}

function firstReport(keeper: ReturnType<typeof fork>): Promise<KeeperReport> {
  return new Promise((resolve) => {
    keeper.once('message', (message: KeeperReport) => resolve(message));
    keeper.once('error', (error) => resolve({ kind: 'failed', message: error.message }));
    keeper.once('exit', (code, signal) =>
      resolve({ kind: 'failed', message: `Its keeper process ended early with ${code ?? signal}.` }),
    );
  });
}
