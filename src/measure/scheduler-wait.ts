import { closeSync, openSync, readSync } from 'node:fs';

const LONGEST_LINE = 96;
const SPACE = 32;
const ZERO = 48;

/** The Linux scheduler's account of one thread, kept open. */
export interface WaitAccount {
  /**
   * Reads the total time, in milliseconds, that the thread was ready to run and had to wait for a core.
   * @throws Error when the thread has ended
   */
  readonly readMs: () => number;
  readonly close: () => void;
}

/**
 * Opens the account of a thread.
 *
 * @returns undefined where the thread has ended, and on systems that keep no such account.
 * https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat
 */
export function openWaitAccount(path: string): WaitAccount | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  const line = Buffer.alloc(LONGEST_LINE);
  // Parsed by hand: it is read thousands of times a second, and a text would be garbage each time.
  const readMs = () => {
    const length = readSync(file, line, 0, LONGEST_LINE, 0);
    let at = line.indexOf(SPACE) + 1;
    let nanoseconds = 0;
    for (; at < length && line[at] !== SPACE; at += 1)
      nanoseconds = nanoseconds * 10 + (line[at] ?? ZERO) - ZERO;
    return nanoseconds / 1e6;
  };
  return { readMs, close: () => closeSync(file) };
}

/**
 * Opens the account of this thread, which stays open.
 *
 * @returns reads its total wait, see {@link WaitAccount}; undefined on systems that keep no such account
 */
export function schedulerWait(path = '/proc/thread-self/schedstat'): (() => number) | undefined {
  return openWaitAccount(path)?.readMs;
}
