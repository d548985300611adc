import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 25;
/** SQLite's result code for a database that somebody else has locked. */
const BUSY = 5;
/** Garbage collection closes a database that nothing refers to, and frees its lock. */
const held = new Set<DatabaseSync>();

/**
 * Waits until no process holds the lock of this path, and takes it. The operating system keeps the lock (through
 * SQLite, which locks its files on every platform), so the lock of a process that has exited is free at once, however
 * the process ended. `proper-lockfile` would free it after two seconds at the earliest, and two processes that both
 * found it abandoned could both take it.
 *
 * @param path a file that is used for the lock only; it is created empty and stays
 * @returns gives the lock back; calling it again does nothing
 * @throws Error when the file cannot be opened, for example since its folder does not exist
 */
export async function acquireProcessLock(path: string): Promise<() => void> {
  const lock = openLock(path);
  while (!tryToLock(lock)) await sleep(POLL_MS);
  return () => giveBack(lock);
}

/**
 * Takes the lock of this path when no process holds it, as {@link acquireProcessLock} does.
 *
 * @returns gives the lock back; undefined when a process holds it
 */
export function takeFreeLock(path: string): (() => void) | undefined {
  const lock = openLock(path);
  const isTaken = tryToLock(lock);
  if (!isTaken) lock.close();
  return isTaken ? () => giveBack(lock) : undefined;
}

function openLock(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path);
  } catch (error) {
    throw new Error(`lock ${path}: cannot open it; right would be a path in a folder that exists`, {
      cause: error,
    });
  }
}

function giveBack(lock: DatabaseSync): void {
  held.delete(lock);
  if (lock.isOpen) lock.close();
}

function tryToLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    held.add(lock);
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return false;
    lock.close();
    throw error;
  }
}
