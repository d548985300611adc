import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { SUPERUSER } from './keeper-messages.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { SystemUser } from './unprivileged-user.ts';

/** Programs, folder and account of a database cluster. */
export interface ClusterPlace {
  readonly binaries: PostgresBinaries;
  /** Folder of this run, with the data folder and the log. */
  readonly folder: string;
  readonly user: SystemUser | undefined;
}

/**
 * Settings of a database that is deleted with the run: no fsync, and nothing for a recovery. Statement statistics are
 * on, so that a slow operation can be traced to its query.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Inside the data folder, so that a kill leaves nothing in the system's shared memory.
  dynamic_shared_memory_type: 'mmap',
  max_connections: '50',
  shared_buffers: '64MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Compiling plans only pays off for long analytic queries; here it would add tens of milliseconds.
  jit: 'off',
  // The rows fit into memory, so read-ahead workers would only compete for the two cores.
  io_method: 'sync',
  max_parallel_workers_per_gather: '0',
  shared_preload_libraries: 'pg_stat_statements',
};

/** Creates an empty cluster. `onChild` gets the running program, so that others can stop it. */
export async function makeCluster(
  place: ClusterPlace,
  password: string,
  onChild: (child: ChildProcess) => void,
): Promise<void> {
  const passwordFile = join(place.folder, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.user !== undefined) chownSync(passwordFile, place.user.uid, place.user.gid);
  const child = spawn(
    place.binaries.initdb,
    [
      `--pgdata=${join(place.folder, 'data')}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=password',
      '--encoding=UTF8',
      '--no-locale',
      '--no-sync',
      '--no-instructions',
      '--no-data-checksums',
      '--wal-segsize=4',
    ],
    { ...place.user, cwd: place.folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  onChild(child);
  const output = tailOf(child);
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new Error(`initdb ended with ${code ?? signal}: ${output()}`);
}

/** A server that accepts connections. */
export interface RunningServer {
  readonly child: ChildProcess;
  readonly port: number;
  /** Returns the last lines of its log. */
  readonly lastLines: () => string;
}

/** Starts the server on a free port. Tries another one if some program takes the port first. */
export async function startServer(
  place: ClusterPlace,
  onChild: (child: ChildProcess) => void,
): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const flags = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(
      place.binaries.postgres,
      ['-D', join(place.folder, 'data'), '-p', String(port), ...flags],
      { ...place.user, cwd: place.folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    onChild(child);
    const lastLines = tailOf(child);
    if (await acceptsConnections(child)) return { child, port, lastLines };
    if (attempt === 3 || !/in use|could not bind/i.test(lastLines())) {
      throw new Error(`PostgreSQL did not start: ${lastLines()}`);
    }
  }
}

function acceptsConnections(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.includes('ready to accept connections')) resolve(true);
    });
    child.once('close', () => resolve(false));
    child.once('error', () => resolve(false));
  });
}

function tailOf(child: ChildProcess): () => string {
  let tail = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-2000);
  });
  child.once('error', (error) => {
    tail += error.message;
  });
  return () => tail.trim();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string')
    throw new Error('PostgreSQL: the system returned no TCP port.');
  return address.port;
}
