import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { attempt } from '../base/attempt.ts';
import { machineMs } from '../base/clock.ts';
import { type CoreCounts, type Crowd, type Crowding, crowdingBetween, crowdOf } from '../measure/crowding.ts';
import { RUN_FILES } from './run-files.ts';
import type { RunFolder } from './run-folder.ts';

/** Adds what the conductor counted of the cores, for the lanes. Where the disk does not take it, nobody knows it. */
export function noteCores(folder: RunFolder, counts: CoreCounts): void {
  attempt(() => appendFileSync(folder.file(RUN_FILES.cores), `${JSON.stringify(counts)}\n`));
}

/**
 * How crowded the machine of the embedded target was from that moment on, or since the run began, until `toMs`, both on the clock
 * of {@link machineMs}.
 * @returns undefined when the target was not embedded, or the system does not tell
 */
export function crowdingOf(folder: RunFolder, fromMs = 0, toMs?: number): Crowding | undefined {
  const path = folder.file(RUN_FILES.cores);
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  // A full disk tears a line, and the last one may still be being written.
  const counts = lines.flatMap((line) => parsed(line) ?? []);
  return crowdingBetween(counts, fromMs, toMs);
}

/**
 * What others took from the embedded target since a moment of {@link machineMs}; undefined when that was too little to matter.
 */
export function crowdSince(folder: RunFolder, fromMachineMs?: number): Crowd | undefined {
  return crowdOf(crowdingOf(folder, fromMachineMs));
}

/** Tells, whenever it is called, what {@link crowdSince} says of the time from now on. */
export function crowdFromNow(folder: RunFolder, now = machineMs): () => Crowd | undefined {
  const fromMachineMs = now();
  return () => crowdSince(folder, fromMachineMs);
}

function parsed(line: string): CoreCounts | undefined {
  try {
    return JSON.parse(line) as CoreCounts;
  } catch {
    return undefined;
  }
}
