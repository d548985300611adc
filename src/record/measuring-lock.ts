import { rmSync } from 'node:fs';
import { acquireProcessLock } from '../base/process-lock.ts';
import { RUN_FILES } from './run-files.ts';
import type { RunFolder } from './run-folder.ts';

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
 * @param measuring written next to the lock while the round holds it, for those who watch
 * @returns what to call when the round is over
 */
export async function acquireMeasuringLock(folder: RunFolder, measuring?: Measuring): Promise<() => void> {
  const release = await acquireProcessLock(folder.file(RUN_FILES.measuringLock));
  if (measuring !== undefined) folder.write(RUN_FILES.measuring, measuring);
  let held = true;
  return () => {
    // A second call must not remove the note of the next round.
    if (held) rmSync(folder.file(RUN_FILES.measuring), { force: true });
    held = false;
    release();
  };
}

/** The round that measures; undefined when none does, or it did not say. */
export function readMeasuring(folder: RunFolder): Measuring | undefined {
  return folder.read<Measuring>(RUN_FILES.measuring);
}
