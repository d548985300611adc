import { type Cancel, type Clock, realClock } from '../base/clock.ts';

const LOOK_EVERY_MS = 500;

/**
 * Watches the process that started this one, and calls back once when it has ended, also by `kill -9`: nobody waits for
 * the run any more, and its load would go on unattended.
 *
 * @param parent number of that process
 * @param gone called once
 * @returns ends the watch
 */
export function watchParent(
  parent: number,
  gone: () => void,
  isThere: (pid: number) => boolean = isOurParent,
  clock: Clock = realClock,
): Cancel {
  const stop = clock.every(LOOK_EVERY_MS, () => {
    if (isThere(parent)) return;
    stop();
    gone();
  });
  return stop;
}

/** On Unix a process whose parent has ended gets another one; on Windows the number stays, and nobody has it. */
function isOurParent(pid: number): boolean {
  if (process.ppid !== pid) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
