/** Takes back what was set on a {@link Clock}; after it has happened, nothing. */
export type Cancel = () => void;

/** What everything that waits or takes the time is given: the real time, or in tests one that is moved by hand. */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  nowMs(): number;
  /** Calls back once, after this many milliseconds. */
  after(ms: number, callback: () => void): Cancel;
  /** Calls back every so many milliseconds. */
  every(ms: number, callback: () => void): Cancel;
}

/** The time of this process: `performance.now()` and the timers of the event loop. */
export const realClock: Clock = {
  nowMs: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  every: (ms, callback) => {
    const timer = setInterval(callback, ms);
    return () => clearInterval(timer);
  },
};

/** Wall-clock time, and what is waited on. */
export interface WallTime {
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  epochMs(): number;
}

/**
 * Milliseconds since some moment that all processes of this machine have in common. Nobody sets this clock; it stands still
 * while the machine is suspended, as `performance.now()` does, which begins anew with each process.
 */
export function machineMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/** The same as a {@link WallTime} has it. */
export interface MachineTime extends WallTime {
  /** See {@link machineMs}. */
  machineMs(): number;
}

/** The time of this machine. */
export const realTime: MachineTime = { clock: realClock, epochMs: () => Date.now(), machineMs };

/** Resolves after so many milliseconds, or as soon as the signal aborts. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal?.addEventListener('abort', end);
  });
}

/** Resolves when all the work is done, but at the latest after so many milliseconds. Rejects as the work does. */
export async function atMost(clock: Clock, ms: number, work: Iterable<Promise<unknown>>): Promise<void> {
  const timeUp = Promise.withResolvers<void>();
  const cancel = clock.after(ms, timeUp.resolve);
  try {
    await Promise.race([Promise.all(work), timeUp.promise]);
  } finally {
    cancel();
  }
}
