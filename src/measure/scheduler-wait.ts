import { openSync, readSync } from 'node:fs';

const LONGEST_LINE = 96;
const SPACE = 32;
const ZERO = 48;

/**
 * Opens the Linux scheduler's account of this thread.
 *
 * @returns reads the total time, in milliseconds, that the thread was ready to run and had to wait for a core; undefined on
 * systems that keep no such account. https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat
 */
export function schedulerWait(path = '/proc/thread-self/schedstat'): (() => number) | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  const line = Buffer.alloc(LONGEST_LINE);
  // Parsed by hand: it is read thousands of times a second, and a text would be garbage each time.
  return () => {
    const length = readSync(file, line, 0, LONGEST_LINE, 0);
    let at = line.indexOf(SPACE) + 1;
    let nanoseconds = 0;
    for (; at < length && line[at] !== SPACE; at += 1)
      nanoseconds = nanoseconds * 10 + (line[at] ?? ZERO) - ZERO;
    return nanoseconds / 1e6;
  };
}
