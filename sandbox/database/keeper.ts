/**
 * The keeper: a separate process that owns PostgreSQL and its folder. The sandbox holds the other end of its IPC
 * channel. The system closes that end however the sandbox ends, even by SIGKILL, and the keeper then stops PostgreSQL
 * and removes the folder. It runs in a separate process group, so Ctrl-C and signals to the sandbox's group do not
 * reach it.
 */
import type { ChildProcess } from 'node:child_process';

import type { KeeperOrder, KeeperReport } from './keeper-messages.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { makeCluster, startServer } from './postgres-server.ts';
import { makeRunFolder, removeRunFolder, sweepLeftovers } from './run-folder.ts';
import { stopPostgres } from './stop-postgres.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

let child: ChildProcess | undefined;
let folder: string | undefined;
let ending = false;

function report(message: KeeperReport): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected) return resolve();
    process.send?.(message, () => resolve());
  });
}

async function end(exitCode: number): Promise<void> {
  if (ending) return;
  ending = true;
  if (child !== undefined) await stopPostgres(child);
  if (folder !== undefined) removeRunFolder(folder);
  process.exit(exitCode);
}

async function fail(error: unknown): Promise<void> {
  if (ending) return;
  await report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  await end(1);
}

async function start(order: KeeperOrder): Promise<void> {
  sweepLeftovers();
  const user = unprivilegedUser();
  folder = makeRunFolder(user);
  const binaries = await postgresBinaries(user, folder);
  const place = { binaries, folder, user };
  const remember = (started: ChildProcess) => {
    child = started;
  };
  await makeCluster(place, order.password, remember);
  if (ending) return;
  const server = await startServer(place, remember);
  server.child.once('exit', () => fail(`PostgreSQL ended by itself: ${server.lastLines()}`));
  await report({ kind: 'ready', port: server.port, folder, postgresPid: server.child.pid ?? 0 });
}

process.on('disconnect', () => end(0));
process.on('SIGTERM', () => end(0));
process.on('SIGINT', () => end(0));
process.on('SIGHUP', () => end(0));
process.on('uncaughtException', fail);
process.once('message', (order: KeeperOrder) => start(order).catch(fail));
