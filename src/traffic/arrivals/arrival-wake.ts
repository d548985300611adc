import { Worker } from 'node:worker_threads';
import { machineMs } from '../../base/clock.ts';

/** Memory shared with the thread that waits. */
export interface WakeCells {
  /** The moment to wake up, on the clock of {@link machineMs}: the one clock that threads share. */
  readonly due: Float64Array;
  /** Version of `due`, whether the thread is to end, and whether a knock is under way. */
  readonly cells: Int32Array;
}

const [VERSION, IS_STOPPED, IS_KNOCKING] = [0, 1, 2];

/** The first knocks are late by milliseconds, until the code of both threads is warm. */
const PRACTICE_KNOCKS = 20;
/** The finest wait that the thread can do. */
const LEAST_WAIT_MS = 0.1;
/**
 * The thread knocks ahead of the moment by this share of the time between two calls, and the rest is spent spinning: a
 * process that sleeps takes 0.1 to 0.5 ms to wake up. So spinning costs at most this share of a core, and is done only
 * where the calls are far enough apart for it to help.
 */
const AHEAD_SHARE = 0.15;
const MOST_AHEAD_MS = 0.5;
const AHEAD_FROM_MS = 2;

/** Calls back at a given moment: this drives an open model, and a test replaces it. */
export interface Wake {
  /**
   * Calls back once, in this many milliseconds; a moment set before is forgotten.
   * @param gapMs time between two calls
   */
  in(ms: number, gapMs: number): void;
  stop(): Promise<void>;
}

/**
 * An alarm clock that is finer than a timer. Timers of the event loop fire on whole milliseconds, so requests would
 * start 0.5 to 1 ms late at the median. This clock is late by about 0.1 ms and takes a twentieth of a core for a
 * thousand calls a second, where spinning until each moment would take the whole core.
 */
export class ArrivalWake implements Wake {
  readonly #memory: WakeCells = {
    due: new Float64Array(new SharedArrayBuffer(8)),
    cells: new Int32Array(new SharedArrayBuffer(12)),
  };
  readonly #thread: Worker;
  #wake: () => void = () => undefined;
  #dueMs = Number.POSITIVE_INFINITY;

  private constructor() {
    const { due, cells } = this.#memory;
    due[0] = Number.POSITIVE_INFINITY;
    this.#thread = new Worker(new URL('./arrival-wake-thread.ts', import.meta.url), {
      workerData: this.#memory,
      // The flags of the process (a test runner's loaders, a profiler) are not meant for this thread.
      execArgv: [],
    });
    this.#thread.on('message', () => {
      Atomics.store(cells, IS_KNOCKING, 0);
      this.#ring();
    });
  }

  /** Starts the thread; resolves when it is ready. */
  static async start(wake: () => void): Promise<ArrivalWake> {
    const alarm = new ArrivalWake();
    const failed = new Promise<never>((_, reject) => alarm.#thread.once('error', reject));
    for (let practice = 0; practice < PRACTICE_KNOCKS; practice += 1) {
      const knock = new Promise<void>((resolve) => {
        alarm.#wake = resolve;
      });
      alarm.in(0.2, 0);
      await Promise.race([knock, failed]);
    }
    alarm.#wake = wake;
    return alarm;
  }

  in(ms: number, gapMs: number): void {
    this.#dueMs = performance.now() + ms;
    const aheadMs = gapMs < AHEAD_FROM_MS ? 0 : Math.min(MOST_AHEAD_MS, AHEAD_SHARE * gapMs);
    if (ms < aheadMs) {
      this.#ring();
      return;
    }
    const alarmInMs = Math.max(LEAST_WAIT_MS, ms - aheadMs);
    this.#memory.due[0] = machineMs() + alarmInMs;
    this.#change();
  }

  /** Spins until the moment, in case that the thread knocked ahead of it, and calls back. */
  #ring(): void {
    // A knock for a moment that was replaced while the knock was under way; the thread knocks again for the new one.
    if (this.#dueMs - performance.now() > 2 * MOST_AHEAD_MS) return;
    while (performance.now() < this.#dueMs);
    this.#wake();
  }

  async stop(): Promise<void> {
    Atomics.store(this.#memory.cells, IS_STOPPED, 1);
    this.#change();
    await new Promise((resolve) => this.#thread.once('exit', resolve));
  }

  #change(): void {
    Atomics.add(this.#memory.cells, VERSION, 1);
    Atomics.notify(this.#memory.cells, VERSION);
  }
}
