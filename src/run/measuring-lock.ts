import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunFolder } from './run-folder.ts';

const LOCK_FILE = 'measuring.lock';
const POLL_MS = 25;

/**
 * Lets one round measure at a time. Rounds are staggered by their offsets; the lock is for the round that takes
 * longer than planned, since two browsers at once would measure each other.
 *
 * @returns what to call when the round is over
 */
export async function acquireMeasuringLock(folder: RunFolder): Promise<() => void> {
  const path = folder.file(LOCK_FILE);
  for (;;) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      let held = true;
      return () => {
        // A second call must not remove the lock of the next holder.
        if (held) rmSync(path, { force: true });
        held = false;
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      if (isLeftBehind(path)) rmSync(path, { force: true });
      await sleep(POLL_MS);
    }
  }
}

/** A worker that was killed within its round leaves its lock; its process is no more. */
function isLeftBehind(path: string): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    if (!(pid > 0)) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
