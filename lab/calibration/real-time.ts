import { spawnSync } from 'node:child_process';

/** The lowest of the real-time priorities: before everything that has none, behind the kernel's own threads. */
const PRIORITY = '1';

/**
 * Lets the main thread of this process, and the targets that it starts from now on, have a core as soon as they want
 * one. On two cores a process that wakes up behind another one waits for 0.3 to 2 ms about once in a hundred times,
 * which is the whole p99 of a target of 1 ms; testers of latency exclude it in the same way (`cyclictest --policy
 * fifo`). Needs Linux's `chrt` and the right to it: https://man7.org/linux/man-pages/man1/chrt.1.html.
 *
 * @returns what puts the ordinary priority back; undefined where the system does not grant it
 */
export function goRealTime(): (() => void) | undefined {
  if (!setPolicy('--fifo', PRIORITY)) return undefined;
  return () => void setPolicy('--other', '0');
}

function setPolicy(policy: string, priority: string): boolean {
  return spawnSync('chrt', [policy, '--pid', priority, String(process.pid)]).status === 0;
}
