import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { attempt } from '../base/attempt.ts';
import { realTime, sleep } from '../base/clock.ts';
import { type CoreCounts, type Crowd, type Crowding, crowdingBetween, crowdOf } from '../measure/crowding.ts';
import { RUN_FILES } from './run-files.ts';
import type { RunFolder } from './run-folder.ts';

/** The conductor counts every two seconds. */
const COUNTED_WITHIN_MS = 2_500;
const LOOK_EVERY_MS = 100;

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
  return crowdingBetween(readCores(folder) ?? [], fromMs, toMs);
}

/** Undefined where nothing is counted. */
function readCores(folder: RunFolder): CoreCounts[] | undefined {
  const path = folder.file(RUN_FILES.cores);
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  // A full disk tears a line, and the last one may still be being written.
  return lines.flatMap((line) => parsed(line) ?? []);
}

/**
 * What others took from the embedded target since a moment of {@link machineMs}; undefined when that was too little to matter.
 */
export function crowdSince(folder: RunFolder, fromMachineMs?: number): Crowd | undefined {
  return crowdOf(crowdingOf(folder, fromMachineMs));
}

/** What others took from the embedded target while something was measured; undefined when that was too little to matter. */
export type CrowdMeanwhile = () => Promise<Crowd | undefined>;

/**
 * Begins to look at something that is measured now.
 *
 * @returns to be called when it has ended. What that gives waits, when somebody asks, until all of it is counted: a burst of
 *   one second at the end of a round would be in no count otherwise
 */
export function crowdFromNow(folder: RunFolder, time = realTime): () => CrowdMeanwhile {
  const fromMs = time.machineMs();
  return () => {
    const toMs = time.machineMs();
    return async () => {
      while (isUncounted(folder, toMs) && time.machineMs() < toMs + COUNTED_WITHIN_MS)
        await sleep(time.clock, LOOK_EVERY_MS);
      return crowdOf(crowdingOf(folder, fromMs, toMs));
    };
  };
}

function isUncounted(folder: RunFolder, toMs: number): boolean {
  const counts = readCores(folder);
  return counts !== undefined && !counts.some(({ atMs }) => atMs >= toMs);
}

function parsed(line: string): CoreCounts | undefined {
  try {
    return JSON.parse(line) as CoreCounts;
  } catch {
    return undefined;
  }
}
