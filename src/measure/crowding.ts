import { cpus } from 'node:os';
import { sum, sums } from '../base/statistics/averages.ts';
import { cpuThrottling } from './cpu-quota.ts';
import { readOutsiders, readTreeCoreTimes, threadCoreTimesBetween } from './process-tree.ts';

/** What became of this machine's cores since a watch began, in milliseconds of one core. */
export interface CoreCounts {
  /** On the clock of `machineMs`. */
  readonly atMs: number;
  /** Time that the threads of the embedded target ran. */
  readonly ranMs: number;
  /** Time that they were ready to run and waited for a core. */
  readonly waitedMs: number;
  /** Of that, what a CPU quota may have caused, at most; missing in the files of older versions. */
  readonly stoppedMs?: number;
  /** Time that all cores were busy, whoever used them. */
  readonly busyMs: number;
  /** Of that, what programs used for certain that do not belong to the run: lanes, browsers and the target do. */
  readonly othersMs: number;
}

/** How crowded the machine of an embedded target was. All are shares, 0 to 1. */
export interface Crowding {
  /** Of the time in which the target wanted a core, what it waited for one. */
  readonly waitShare: number;
  /** Of the time in which it wanted a core, what a CPU quota may have kept it from one, at most; left out where none did. */
  readonly stoppedShare?: number;
  /** Of the time in which cores were busy, what programs used for certain that do not belong to the run. */
  readonly othersShare: number;
  /**
   * Of the time in which the target wanted a core, what others took from it: its waits without those that a
   * quota may have caused, as far as others kept the cores busy. A target that waits for its own load, or for the run's
   * browsers, loses nothing by this.
   */
  readonly takenShare: number;
  /** The time that others took from it, in milliseconds of one core. */
  readonly takenMs: number;
}

/** Why an embedded target was slower than it is, and by how much. */
export interface Crowd {
  readonly reason: string;
  readonly takenMs: number;
  /** As in {@link Crowding}. */
  readonly takenShare: number;
}

/**
 * An embedded target that lost more than this to others was slower than it is by about as much as two runs differ by
 * chance (see `MOST_LOST_LOAD`), and its tail by far more: whoever waits for a core waits for a whole time slice.
 */
const MOST_TAKEN = 0.1;

/**
 * Begins to count what becomes of the cores of this machine while an embedded target runs on it.
 *
 * @param target id of the target's process
 * @param run id of the process that the whole run descends from, the target with it
 * @returns reads the counts since now; undefined where the system does not tell (only Linux does)
 */
export function watchCores(
  target: number,
  run: number,
  { proc = '/proc', busyMs = busyCoresMs, throttling = cpuThrottling() ?? (() => 0) } = {},
): ((atMs: number) => CoreCounts) | undefined {
  let times = readTreeCoreTimes(target, proc);
  if (times === undefined) return undefined;
  const fromBusyMs = busyMs();
  const first = readOutsiders(run, proc);
  const ours = new Set(first.inside);
  let othersBefore = first.outsideMs;
  let throttledBeforeMs = throttling() ?? 0;
  let [ranMs, waitedMs, stoppedMs, othersMs] = [0, 0, 0, 0];
  return (atMs) => {
    const now = readTreeCoreTimes(target, proc);
    const throttledMs = throttling();
    // Where one of them cannot be read, the next count has this time too.
    if (times !== undefined && now !== undefined && throttledMs !== undefined) {
      const threads = threadCoreTimesBetween(times, now);
      const { ranNs, waitedNs } = sums(threads, ['ranNs', 'waitedNs']);
      ranMs += ranNs / 1e6;
      waitedMs += waitedNs / 1e6;
      // The account does not say whom the quota stopped: each thread may have waited through all of it.
      stoppedMs += sum(threads.map((each) => Math.min(each.waitedNs / 1e6, throttledMs - throttledBeforeMs)));
      times = now;
      throttledBeforeMs = throttledMs;
    }
    // What ended since the last count is missing. Counting the run instead, and calling the rest others, would blame them
    // for its own browsers: a process that is killed with its parents leaves no account of its time.
    const { inside, outsideMs } = readOutsiders(run, proc);
    for (const pid of inside) ours.add(pid);
    // One that lost its parents is no longer a descendant.
    const others = [...outsideMs].filter(([pid]) => !ours.has(pid));
    othersMs += sum(others.map(([pid, ms]) => Math.max(0, ms - (othersBefore.get(pid) ?? 0))));
    othersBefore = outsideMs;
    return { atMs, ranMs, waitedMs, stoppedMs, busyMs: busyMs() - fromBusyMs, othersMs };
  };
}

/**
 * How crowded the machine was between two moments, as far as counts reach: from the last one before the first moment to
 * the first one after the second.
 *
 * @param counts in their order
 * @returns undefined when they are too few to tell
 */
export function crowdingBetween(
  counts: readonly CoreCounts[],
  fromMs: number,
  toMs = Number.POSITIVE_INFINITY,
): Crowding | undefined {
  const from = counts.findLast(({ atMs }) => atMs <= fromMs) ?? counts[0];
  const to = counts.find(({ atMs }) => atMs >= toMs) ?? counts.at(-1);
  if (from === undefined || to === undefined || from === to) return undefined;
  const waitedMs = to.waitedMs - from.waitedMs;
  const wantedMs = waitedMs + to.ranMs - from.ranMs;
  const busyMs = to.busyMs - from.busyMs;
  const ofWanted = (ms: number) => (wantedMs > 0 ? ms / wantedMs : 0);
  const stoppedMs = (to.stoppedMs ?? 0) - (from.stoppedMs ?? 0);
  const contestedMs = Math.max(0, waitedMs - stoppedMs);
  const othersShare = busyMs > 0 ? Math.min(1, (to.othersMs - from.othersMs) / busyMs) : 0;
  return {
    waitShare: ofWanted(waitedMs),
    ...(stoppedMs > 0 && { stoppedShare: ofWanted(stoppedMs) }),
    othersShare,
    takenShare: ofWanted(contestedMs) * othersShare,
    takenMs: contestedMs * othersShare,
  };
}

/** What others took from an embedded target; undefined when that was too little to matter. */
export function crowdOf(crowding: Crowding | undefined): Crowd | undefined {
  if (crowding === undefined || crowding.takenShare <= MOST_TAKEN) return undefined;
  const share = (value: number) => `${Math.round(value * 100)} %`;
  const stopped = share(crowding.stoppedShare ?? 0);
  const quota = stopped === share(0) ? '' : ` (up to ${stopped} since a CPU quota was used up)`;
  const reason =
    `the machine was crowded: ${share(crowding.waitShare)} of the time wanted by the embedded Desk Studio was spent waiting for a core${quota}, ` +
    `and other programs used ${share(crowding.othersShare)} of the busy cores`;
  return { reason, takenMs: crowding.takenMs, takenShare: crowding.takenShare };
}

/** Since the machine was started. */
function busyCoresMs(): number {
  return sum(cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq));
}
