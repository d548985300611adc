import { isDeepStrictEqual } from 'node:util';
import { attempt } from '../base/attempt.ts';
import { type Clock, realClock, sleep } from '../base/clock.ts';
import { acquireProcessLock } from '../base/process-lock.ts';
import type { SliceRound } from '../measure/slice.ts';
import { RUN_FILES } from './run-files.ts';
import type { RunFolder } from './run-folder.ts';

/** The round that measures right now, and what it does: for those who watch, and for the traffic's slices. */
export interface Measuring extends SliceRound {
  readonly of: number;
}

/** The note of it in the run's folder. */
interface MeasuringNote extends Measuring {
  /** Process of the round's lane: one that was killed leaves the note behind. */
  readonly pid: number;
}

/** What the traffic's open slice is: `null` where no round is next to it. The file is there while there is traffic. */
interface OpenSlice {
  readonly round: SliceRound | null;
  /** Process of the traffic: one that was killed leaves the file behind. */
  readonly pid: number;
}

/** The traffic looks once a second even where it cannot be notified. */
const LONGEST_WAIT_MS = 2_000;
const POLL_MS = 20;

/** A round's turn to measure. One round has it at a time, since two browsers at once would measure each other. */
export interface MeasuringTurn {
  /**
   * Says what the round does from now on, and waits until the traffic has closed the slice before it, so that no slice is
   * half of each. Waits for nothing where there is no traffic, or none any more.
   */
  does(what: Pick<SliceRound, 'kind' | 'operation'>): Promise<void>;
  /** Ends the turn. A second call does nothing. */
  end(): void;
}

/** Waits for the turn of a round. Rounds are staggered by their offsets; this is for one that takes longer than planned. */
export async function takeMeasuringTurn(
  folder: RunFolder,
  { journey, number, of }: Pick<Measuring, 'journey' | 'number' | 'of'>,
  clock: Clock = realClock,
): Promise<MeasuringTurn> {
  const release = await acquireLock(folder);
  let isHeld = true;
  return {
    does: async ({ kind, operation }) => {
      const round: SliceRound = { kind, journey, number, ...(operation !== undefined && { operation }) };
      folder.write(RUN_FILES.measuring, { ...round, of, pid: process.pid } satisfies MeasuringNote);
      const untilMs = clock.nowMs() + LONGEST_WAIT_MS;
      while (!isInSlice(folder, round) && clock.nowMs() < untilMs) await sleep(clock, POLL_MS);
    },
    end: () => {
      // A second call must not remove the note of the next round.
      if (isHeld) folder.remove(RUN_FILES.measuring);
      isHeld = false;
      release();
    },
  };
}

async function acquireLock(folder: RunFolder): Promise<() => void> {
  try {
    return await acquireProcessLock(folder.file(RUN_FILES.measuringLock));
  } catch (error) {
    return acquireProcessLock(folder.spareFor(RUN_FILES.measuringLock, error));
  }
}

/** The round that measures; undefined when none does, or when its process is gone. */
export function readMeasuring(folder: RunFolder): Measuring | undefined {
  const note = folder.read<MeasuringNote>(RUN_FILES.measuring);
  if (note === undefined || !isAlive(note.pid)) return undefined;
  const { pid: _, ...measuring } = note;
  return measuring;
}

/** Says which round the traffic's open slice belongs to. A round waits a little where that cannot be written. */
export function noteOpenSlice(folder: RunFolder, round: SliceRound | undefined): void {
  const open: OpenSlice = { round: round ?? null, pid: process.pid };
  attempt(() => folder.write(RUN_FILES.openSlice, open));
}

/** Says that the traffic has ended: no round has to wait for its slices. */
export function forgetOpenSlice(folder: RunFolder): void {
  attempt(() => folder.remove(RUN_FILES.openSlice));
}

/** Removes what rounds and traffic told each other, once all lanes have ended. */
export function forgetMeasuring(folder: RunFolder): void {
  for (const file of [RUN_FILES.measuring, RUN_FILES.measuringLock, RUN_FILES.openSlice])
    attempt(() => folder.remove(file));
}

function isInSlice(folder: RunFolder, round: SliceRound): boolean {
  const open = folder.read<OpenSlice>(RUN_FILES.openSlice);
  return open === undefined || isDeepStrictEqual(open.round, round) || !isAlive(open.pid);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
