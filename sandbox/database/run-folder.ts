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
 * machine went down. A PostgreSQL that still runs there ends by itself within a minute once its folder is gone.
 */
export function sweepLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(tmpdir(), name);
    try {
      const mark = join(folder, 'keeper.pid');
      if (!existsSync(mark) || isAlive(Number(readFileSync(mark, 'utf8')))) continue;
      removeRunFolder(folder);
    } catch {
      // Another user's folder: theirs to remove.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // No permission means that it exists.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
