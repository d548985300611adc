import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { RUN_FILES } from './run-files.ts';
import type { RunFolder } from './run-folder.ts';

const POLL_MS = 25;

/** The round that measures right now, for those who watch. */
export interface Measuring {
  readonly journey: string;
  readonly number: number;
  readonly of: number;
}

/**
 * Lets one round measure at a time. Rounds are staggered by their offsets; the lock is for the round that takes
 * longer than planned, since two browsers at once would measure each other.
 *
 * @param measuring stands in the lock, for those who watch
 * @returns what to call when the round is over
 */
export function acquireMeasuringLock(folder: RunFolder, measuring?: Measuring): Promise<() => void> {
  const note = measuring && `${measuring.journey} ${measuring.number} ${measuring.of}`;
  return acquireLock(folder.file(RUN_FILES.measuringLock), note);
}

/** The round that holds the lock; undefined when none does, or it did not say. */
export function readMeasuring(folder: RunFolder): Measuring | undefined {
  try {
    const [, journey, number, of] = readFileSync(folder.file(RUN_FILES.measuringLock), 'utf8').split(' ');
    return journey === undefined ? undefined : { journey, number: Number(number), of: Number(of) };
  } catch {
    return undefined;
  }
}

/**
 * Waits until nobody holds the lock of this path, and takes it. The lock of a process that is no more is nobody's.
 * @param note written behind the process id
 * @returns what to call to give it back
 */
export async function acquireLock(path: string, note?: string): Promise<() => void> {
  for (;;) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, note === undefined ? String(process.pid) : `${process.pid} ${note}`);
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
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    if (!(pid > 0)) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
