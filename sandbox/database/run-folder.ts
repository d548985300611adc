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

/** Makes this run's folder below the system's temporary folder, owned by `user`, marked as ours. */
export function makeRunFolder(user: SystemUser | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(folder, 'keeper.pid'), String(process.pid));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  return folder;
}

/** Removes a run's folder; a file that appears meanwhile is no reason to leave the rest. */
export function removeRunFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/**
 * Removes folders of runs whose keeper is gone: both the sandbox and its keeper were killed outright, or the
 * machine went down. A PostgreSQL that still runs there is ended; where it cannot be told from a stranger with
 * the same number it ends by itself, within a minute of its folder's end.
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
      // Another user's folder: theirs to remove.
    }
  }
}

/**
 * Ends the PostgreSQL of a run whose keeper is gone and removes its folder. For the sandbox itself, when it finds
 * its keeper killed.
 */
export async function clearAbandonedRun(folder: string, postgresPid: number): Promise<void> {
  try {
    process.kill(postgresPid, 'SIGQUIT');
  } catch {
    // Already gone.
  }
  // Its lock file is the last thing PostgreSQL removes; its process may linger as a zombie that nobody reaps.
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
    // No permission means that it exists.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** In a container whose first process reaps nobody, a killed process stays in the table as a zombie. */
function isZombie(pid: number): boolean {
  const state = `/proc/${pid}/stat`;
  return existsSync(state) && readFileSync(state, 'utf8').includes(') Z ');
}
