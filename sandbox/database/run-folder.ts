import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { SystemUser } from './unprivileged-user.ts';

const PREFIX = 'desk-studio-postgres-';

/** Creates this run's folder below the system's temporary folder, owned by `user` and marked as ours. */
export function makeRunFolder(user: SystemUser | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(folder, 'keeper.pid'), String(process.pid));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  return folder;
}

/** Removes a run's folder. If a file appears in it during the removal, the rest is removed all the same. */
export function removeRunFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/**
 * Removes folders of runs whose keeper is gone, because both sandbox and keeper were killed or the machine went down.
 * Also stops a PostgreSQL that still runs there. If another process may have its number, PostgreSQL is left alone: it
 * ends by itself within a minute once its folder is gone.
 */
export function sweepLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(tmpdir(), name);
    try {
      const mark = join(folder, 'keeper.pid');
      if (!existsSync(mark) || isAlive(Number(readFileSync(mark, 'utf8')))) continue;
      endPostgresOf(folder);
      removeRunFolder(folder);
    } catch {
      // Another user's folder, which only they can remove.
    }
  }
}

/**
 * Stops the PostgreSQL of a run whose keeper is gone, and removes its folder. The sandbox calls this when something
 * killed its keeper.
 */
export async function clearAbandonedRun(folder: string, postgresPid: number): Promise<void> {
  try {
    process.kill(postgresPid, 'SIGQUIT');
  } catch {
    // Already gone.
  }
  // PostgreSQL removes its lock file last. Its process may remain as a zombie that no parent reaps.
  const lock = join(folder, 'data', 'postmaster.pid');
  for (let waitedMs = 0; existsSync(lock) && waitedMs < 2000; waitedMs += 25) await sleep(25);
  removeRunFolder(folder);
}

function endPostgresOf(folder: string): void {
  const lock = join(folder, 'data', 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
  const commandLine = `/proc/${pid}/cmdline`;
  if (existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(folder))
    process.kill(pid, 'SIGKILL');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    // A permission error means that the process exists.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether a killed process remains as a zombie, as in a container whose first process does not reap children. */
function isZombie(pid: number): boolean {
  const state = `/proc/${pid}/stat`;
  return existsSync(state) && readFileSync(state, 'utf8').includes(') Z ');
}
