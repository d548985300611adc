import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type MachineTime, realTime, sleep } from '../base/clock.ts';
import { RUN_FILES } from './run-files.ts';
import type { RunFolder } from './run-folder.ts';

const POLL_MS = 50;
/** Long before its moment a lane looks less often: each look takes the lane half a millisecond of a core, and several lanes wait. */
const FAR_POLL_MS = 500;

/**
 * `person`: a wish, or a limit that somebody set on what the run may send. `suite`: the traffic failed, and the error of its test
 * says why.
 */
export type StoppedBy = 'target' | 'person' | 'suite';

/** When the traffic began. */
interface Began {
  /** In milliseconds since 1970. */
  readonly startedAtMs: number;
  /** On the clock of `machineMs`. */
  readonly startedMachineMs: number;
}

/**
 * The one thing that the lanes share: when the traffic began, and whether the run was stopped. The lanes are processes of one
 * machine, and its own clock moves no round when somebody sets the time of day.
 */
export class RunClock {
  readonly #folder: RunFolder;
  readonly #end: AbortSignal | undefined;
  readonly #time: MachineTime;
  #began: Began | undefined;

  /** @param end of this lane alone, e.g. after a Ctrl-C: to the lane, the run is stopped then */
  constructor(folder: RunFolder, end?: AbortSignal, time = realTime) {
    this.#folder = folder;
    this.#end = end;
    this.#time = time;
  }

  /** Sets the zero of the run's clock, in the lane that drives the traffic. */
  start(nowMs = this.#time.epochMs()): void {
    const agoMs = this.#time.epochMs() - nowMs;
    this.#began = { startedAtMs: nowMs, startedMachineMs: this.#time.machineMs() - agoMs };
    this.#folder.write(RUN_FILES.clock, this.#began);
  }

  /** When the traffic began, in milliseconds since 1970; undefined before. */
  zeroEpochMs(): number | undefined {
    return this.#readBegan()?.startedAtMs;
  }

  /** The same on the clock of {@link machineMs}, of the machine that the run is on. */
  zeroMachineMs(): number | undefined {
    return this.#readBegan()?.startedMachineMs;
  }

  /** Milliseconds since the traffic began, on the machine that the run is on; undefined before. */
  elapsedMs(): number | undefined {
    const zero = this.zeroMachineMs();
    return zero === undefined ? undefined : this.#time.machineMs() - zero;
  }

  #readBegan(): Began | undefined {
    this.#began ??= this.#folder.read<Began>(RUN_FILES.clock);
    return this.#began;
  }

  /**
   * Ends the run for all lanes. The first reason stays.
   * @param by whose doing it is: the target's, which fails the run, a decision of the run's starter, or a fault of the suite
   */
  stop(reason: string, by: StoppedBy = 'target'): void {
    if (this.#stopped() === undefined)
      this.#folder.write(RUN_FILES.stop, { reason, by, atMs: this.elapsedMs() ?? null });
  }

  /** Whose doing it is that the run was stopped early for all lanes; undefined while it was not. */
  stoppedBy(): StoppedBy | undefined {
    const stopped = this.#stopped();
    return stopped && (stopped.by ?? 'target');
  }

  /** Why the run was stopped early, for all lanes or for this one; undefined while it was not. */
  stopReason(): string | undefined {
    return this.#stopped()?.reason ?? (this.#end?.aborted === true ? 'it was interrupted' : undefined);
  }

  #stopped(): { readonly reason: string; readonly by?: StoppedBy } | undefined {
    const stopped = this.#folder.read<{ reason: string; by?: StoppedBy }>(RUN_FILES.stop);
    if (stopped !== undefined) return stopped;
    if (!existsSync(join(this.#folder.path, RUN_FILES.stopWish))) return undefined;
    return { reason: `somebody stopped it by the file ${RUN_FILES.stopWish} in its folder`, by: 'person' };
  }

  /**
   * Waits until the run's clock shows `offsetMs`.
   * @returns how much later than that it is now, or the reason why the run was stopped while it waited
   */
  async waitFor(offsetMs: number): Promise<{ lateMs: number } | { stopped: string }> {
    for (;;) {
      const stopped = this.stopReason();
      if (stopped !== undefined) return { stopped };
      const elapsed = this.elapsedMs();
      if (elapsed !== undefined && elapsed >= offsetMs) return { lateMs: elapsed - offsetMs };
      const leftMs = elapsed === undefined ? POLL_MS : offsetMs - elapsed;
      const pollMs = leftMs > 2 * FAR_POLL_MS ? FAR_POLL_MS : Math.min(POLL_MS, leftMs);
      await sleep(this.#time.clock, pollMs, this.#end);
    }
  }
}
