import { readFileSync } from 'node:fs';

/** Time on a core, and time in which the thread was ready to run and had to wait for one; both in nanoseconds. */
export interface CoreTimes {
  readonly ranNs: number;
  readonly waitedNs: number;
}

/**
 * What the scheduler says of the main thread of this process since its start; undefined where it says nothing (only
 * Linux does). https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat
 */
export function readCoreTimes(path = '/proc/self/schedstat'): CoreTimes | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const [ranNs, waitedNs] = text.split(' ').map(Number);
  if (ranNs === undefined || waitedNs === undefined || !Number.isFinite(ranNs + waitedNs)) return undefined;
  return { ranNs, waitedNs };
}

/**
 * Of the time between two readings in which the thread wanted a core, the share that it waited for one, 0 to 1: about
 * 0.1 on a quiet machine, above 0.5 when others take the cores. Undefined where the system does not tell.
 */
export function coreWaitShare(from: CoreTimes | undefined, to: CoreTimes | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const waitedNs = to.waitedNs - from.waitedNs;
  const wantedNs = waitedNs + (to.ranNs - from.ranNs);
  return wantedNs > 0 ? waitedNs / wantedNs : 0;
}
