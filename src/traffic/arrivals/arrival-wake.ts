import { Worker } from 'node:worker_threads';

/** Memory shared with the thread that waits. */
export interface WakeCells {
  /** The moment to wake up, on the clock of `process.hrtime`, in milliseconds: the one clock that threads share. */
  readonly due: Float64Array;
  /** Version of `due`, whether the thread is to end, and whether a knock is under way. */
  readonly cells: Int32Array;
}

const [VERSION, IS_STOPPED, IS_KNOCKING] = [0, 1, 2];

/** The first ones are late by milliseconds, until the code of both threads is warm. */
const PRACTICE_KNOCKS = 20;

/** Calls back at a given moment: what an open model is driven by, and what a test replaces. */
export interface Wake {
  /** Calls back once in this many milliseconds; a moment set before is forgotten. */
  in(ms: number): void;
  stop(): Promise<void>;
}

/**
 * An alarm clock that is finer than a timer: those of the event loop wake up on whole milliseconds, so that requests
 * would start 0.5 to 1 ms late at the median; this one is late by about 0.1 ms, at a twentieth of a core for a
 * thousand wake-ups a second, where spinning until the moment would take the whole core.
 */
export class ArrivalWake implements Wake {
  readonly #memory: WakeCells = {
    due: new Float64Array(new SharedArrayBuffer(8)),
    cells: new Int32Array(new SharedArrayBuffer(12)),
  };
  readonly #thread: Worker;

  private constructor(wake: () => void) {
    const { due, cells } = this.#memory;
    due[0] = Number.POSITIVE_INFINITY;
    this.#thread = new Worker(new URL('./arrival-wake-thread.ts', import.meta.url), {
      workerData: this.#memory,
      // What the process was started with (a test runner's loaders, a profiler) is not for this thread.
      execArgv: [],
    });
    this.#thread.on('message', () => {
      Atomics.store(cells, IS_KNOCKING, 0);
      wake();
    });
  }

  /** Starts the thread; resolves when it is ready. */
  static async start(wake: () => void): Promise<ArrivalWake> {
    let onKnock: () => void = () => undefined;
    const alarm = new ArrivalWake(() => onKnock());
    const failed = new Promise<never>((_, reject) => alarm.#thread.once('error', reject));
    for (let practice = 0; practice < PRACTICE_KNOCKS; practice += 1) {
      const knock = new Promise<void>((resolve) => {
        onKnock = resolve;
      });
      alarm.in(0.2);
      await Promise.race([knock, failed]);
    }
    onKnock = wake;
    return alarm;
  }

  in(ms: number): void {
    const [seconds, nanoseconds] = process.hrtime();
    this.#memory.due[0] = seconds * 1000 + nanoseconds / 1e6 + ms;
    this.#change();
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
