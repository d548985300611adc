import { watch } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { attempt } from '../../src/base/attempt.ts';
import { type Cancel, type Clock, realClock } from '../../src/base/clock.ts';
import type { SliceRound } from '../../src/measure/slice.ts';
import { forgetOpenSlice, noteOpenSlice, readMeasuring } from '../../src/record/measuring-turn.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunFolder } from '../../src/record/run-folder.ts';

/**
 * After a burst or a removal, and after a round, the target still works on what it was asked last. Slices belong to what has ended
 * at least so much longer, and until the users' requests have ended that were under way.
 */
const SETTLE_MS = 300;
/** A request that ends even later counts as one of the scenario: a second of load does not explain that any more. */
const LONGEST_SETTLE_MS = 10_000;
/** How often it is looked whether the requests have ended. */
export const SETTLED_EVERY_MS = 50;
/** Where the system does not notify. */
const LOOK_EVERY_MS = 1_000;

/**
 * Follows what the rounds of the run do next to the traffic, by the note in the run's folder.
 *
 * @param changed gets the round that the slices belong to from now on, undefined when it is none
 * @param settling called when a burst, a removal or a round ends; what it returns tells whether the requests have ended that were
 * under way then
 * @returns ends it
 */
export function watchRounds(
  folder: RunFolder,
  changed: (round: SliceRound | undefined) => void,
  settling: () => () => boolean,
  clock: Clock = realClock,
): Cancel {
  let current: SliceRound | undefined;
  let stopSettling: Cancel | undefined;
  let isBurstNext = false;
  const become = (round: SliceRound | undefined) => {
    current = round;
    changed(round);
    noteOpenSlice(folder, round);
  };
  const settle = () => {
    const hasSettled = settling();
    // What a burst slowed down may end in the next one: neither is judged.
    const isOver = () => isBurstNext || hasSettled();
    return whenOver(clock, isOver, () => {
      stopSettling = undefined;
      attempt(() => become(roundNow(folder)));
    });
  };
  // A look that fails, for want of a file descriptor for example, is made again a second later.
  const look = () => attempt(follow);
  const follow = () => {
    const next = roundNow(folder);
    const settles = current !== undefined && (next === undefined || current.kind !== 'visits');
    isBurstNext = next?.kind === 'burst';
    if (settles && !isDeepStrictEqual(next, current)) {
      stopSettling ??= settle();
      return;
    }
    stopSettling?.();
    stopSettling = undefined;
    if (!isDeepStrictEqual(next, current)) become(next);
  };
  noteOpenSlice(folder, undefined);
  const stopWatching = watchFile(folder, RUN_FILES.measuring, look);
  const stopLooking = clock.every(LOOK_EVERY_MS, look);
  look();
  return () => {
    stopWatching();
    stopLooking();
    stopSettling?.();
    forgetOpenSlice(folder);
  };
}

/** Calls back as soon as it is over, but not before {@link SETTLE_MS} and not after {@link LONGEST_SETTLE_MS}. */
function whenOver(clock: Clock, isOver: () => boolean, callback: () => void): Cancel {
  const latestMs = clock.nowMs() + LONGEST_SETTLE_MS;
  const look = () => {
    if (isOver() || clock.nowMs() >= latestMs) callback();
    else cancel = clock.after(SETTLED_EVERY_MS, look);
  };
  let cancel = clock.after(SETTLE_MS, look);
  return () => cancel();
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
