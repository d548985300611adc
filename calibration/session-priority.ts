import { readFileSync, writeFileSync } from 'node:fs';

const FILE = '/proc/self/autogroup';
const AHEAD = -15;

/**
 * Lets the calibration and its target go before all other sessions of the machine, so that the first table is about
 * the tools and not about who else is at work. A process priority counts within its session only, where Linux groups
 * processes by session: https://man7.org/linux/man-pages/man7/sched.7.html, "The autogroup feature".
 *
 * @returns what puts the priority back; does nothing where the system has no such groups or does not allow it
 */
export function sessionGoesFirst(): () => void {
  try {
    const before = /nice (-?\d+)/.exec(readFileSync(FILE, 'utf8'))?.[1] ?? '0';
    writeFileSync(FILE, String(AHEAD));
    return () => writeFileSync(FILE, before);
  } catch {
    return () => undefined;
  }
}
