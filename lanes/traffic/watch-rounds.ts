import { watch } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { attempt } from '../../src/base/attempt.ts';
import { type Cancel, type Clock, realClock } from '../../src/base/clock.ts';
import type { SliceRound } from '../../src/measure/slice.ts';
import { forgetOpenSlice, noteOpenSlice, readMeasuring } from '../../src/record/measuring-turn.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunFolder } from '../../src/record/run-folder.ts';

/**
 * After a burst, and after a round, the target still works on what it was asked last. Until then slices belong to the burst
 * or the round.
 */
const SETTLE_MS = 300;
/** Where the system does not notify. */
const LOOK_EVERY_MS = 1_000;

/**
 * Follows what the rounds of the run do next to the traffic, by the note in the run's folder.
 *
 * @param changed gets the round that the slices belong to from now on, undefined when it is none
 * @returns ends it
 */
export function watchRounds(
  folder: RunFolder,
  changed: (round: SliceRound | undefined) => void,
  clock: Clock = realClock,
): Cancel {
  let current: SliceRound | undefined;
  let settling: Cancel | undefined;
  const become = (round: SliceRound | undefined) => {
    current = round;
    settling = undefined;
    changed(round);
    noteOpenSlice(folder, round);
  };
  // A look that fails, for want of a file descriptor for example, is made again a second later.
  const look = () => attempt(follow);
  const follow = () => {
    const next = roundNow(folder);
    const settles = current !== undefined && (next === undefined || current.kind === 'burst');
    if (settles && !isDeepStrictEqual(next, current)) {
      settling ??= clock.after(SETTLE_MS, () => {
        settling = undefined;
        attempt(() => become(roundNow(folder)));
      });
      return;
    }
    settling?.();
    settling = undefined;
    if (!isDeepStrictEqual(next, current)) become(next);
  };
  noteOpenSlice(folder, undefined);
  const stopWatching = watchFile(folder, RUN_FILES.measuring, look);
  const stopLooking = clock.every(LOOK_EVERY_MS, look);
  look();
  return () => {
    stopWatching();
    stopLooking();
    settling?.();
    forgetOpenSlice(folder);
  };
}

/** What a round does right now; undefined when none measures. */
function roundNow(folder: RunFolder): SliceRound | undefined {
  const measuring = readMeasuring(folder);
  if (measuring === undefined) return undefined;
  const { of: _, ...round } = measuring;
  return round;
}

/** Calls back when a file of the folder is written or removed. Does nothing where the system has no such notice left. */
function watchFile(folder: RunFolder, name: string, changed: () => void): Cancel {
  try {
    const watcher = watch(folder.path, { persistent: false }, (_event, file) => {
      if (file === name || file === null) changed();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}
