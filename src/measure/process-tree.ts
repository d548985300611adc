import { readdirSync, readFileSync } from 'node:fs';
import { sum, sums } from '../base/statistics/averages.ts';
import { type CoreTimes, readCoreTimes } from './core-wait.ts';

/** What a process and all its descendants use at this moment. */
export interface TreeUsage {
  /** User and system time so far, in seconds: of the living, and of those whose end a living parent has seen. */
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  /** Sum of the highest resident sizes (VmHWM) of the living processes: exact for a tool of one process. */
  readonly peakRssBytes: number;
}

/** Linux counts CPU time in these, whatever the kernel's own tick: sysconf(_SC_CLK_TCK) is 100 on all its machines. */
const CLOCK_TICKS_PER_SECOND = 100;

/** Places of utime, stime, cutime and cstime in {@link statFields}, see proc(5). */
const CPU_FIELDS = [11, 12, 13, 14];
/** Of these, what the process itself used: utime and stime. */
const OWN_CPU_FIELDS = CPU_FIELDS.slice(0, 2);
const PARENT_FIELD = 1;

/** Reads what a process tree uses; undefined when its root has ended. */
export function readTreeUsage(root: number, proc = '/proc'): TreeUsage | undefined {
  const [usage, ...descendants] = processTree(root, proc).map((pid) => usageOf(`${proc}/${pid}`));
  if (usage === undefined) return undefined;
  const all = [usage, ...descendants.filter((each) => each !== undefined)];
  return sums(all, ['cpuSeconds', 'rssBytes', 'peakRssBytes']);
}

/** A thread of a process, and its folder in /proc. */
export interface TreeThread {
  readonly pid: number;
  readonly task: string;
  readonly folder: string;
}

/**
 * Finds the threads of a process and of its descendants, e.g. of a browser.
 *
 * @param root id of the process
 * @param others names of the threads that count in addition to the main thread of each process; all do by default
 */
export function treeThreads(root: number, proc = '/proc', others?: RegExp): TreeThread[] {
  return processTree(root, proc).flatMap((pid) =>
    list(`${proc}/${pid}/task`)
      .map((task) => ({ pid, task, folder: `${proc}/${pid}/task/${task}` }))
      .filter(({ task, folder }) => {
        return others === undefined || task === String(pid) || others.test(read(`${folder}/comm`) ?? '');
      }),
  );
}

/**
 * Reads the scheduler's times of all threads of a process and of its descendants. Threads that have ended take their times
 * with them, so the difference of two readings covers the threads that lived through both, and new ones.
 *
 * @param root id of the process
 * @returns times by id of the thread; undefined where the system does not tell (only Linux does)
 */
export function readTreeCoreTimes(root: number, proc = '/proc'): Map<string, CoreTimes> | undefined {
  const times = new Map<string, CoreTimes>();
  for (const { task, folder } of treeThreads(root, proc)) {
    const found = readCoreTimes(`${folder}/schedstat`);
    if (found !== undefined) times.set(task, found);
  }
  return times.size === 0 ? undefined : times;
}

/** What each thread did between two readings; a new thread did all of its time in between. */
export function threadCoreTimesBetween(
  from: ReadonlyMap<string, CoreTimes>,
  to: ReadonlyMap<string, CoreTimes>,
): CoreTimes[] {
  return [...to].map(([task, times]) => {
    const before = from.get(task) ?? { ranNs: 0, waitedNs: 0 };
    return {
      ranNs: Math.max(0, times.ranNs - before.ranNs),
      waitedNs: Math.max(0, times.waitedNs - before.waitedNs),
    };
  });
}

/** The sums of {@link threadCoreTimesBetween}. */
export function treeCoreTimesBetween(
  from: ReadonlyMap<string, CoreTimes>,
  to: ReadonlyMap<string, CoreTimes>,
): CoreTimes {
  return sums(threadCoreTimesBetween(from, to), ['ranNs', 'waitedNs']);
}

/** Ids of the process and its descendants, found by everyone's parent: not every kernel lists a process's children. */
export function processTree(root: number, proc = '/proc'): number[] {
  return treeOf(root, everyone(proc));
}

/**
 * Who belongs to the root, itself included, and the CPU time so far of each process that does not, in milliseconds by id.
 */
export function readOutsiders(
  root: number,
  proc = '/proc',
): { readonly inside: ReadonlySet<number>; readonly outsideMs: ReadonlyMap<number, number> } {
  const all = everyone(proc);
  const inside = new Set(treeOf(root, all));
  const outside = [...all].filter(([pid]) => !inside.has(pid));
  return {
    inside,
    outsideMs: new Map(outside.map(([pid, fields]) => [pid, secondsOf(fields, OWN_CPU_FIELDS) * 1000])),
  };
}

/** The fields of `stat` of all processes, by id. */
function everyone(proc: string): Map<number, readonly string[]> {
  const ids = list(proc).filter((name) => /^\d+$/.test(name));
  return new Map(
    ids.flatMap((name) => {
      const fields = statFields(`${proc}/${name}`);
      return fields === undefined ? [] : [[Number(name), fields] as const];
    }),
  );
}

function treeOf(root: number, all: ReadonlyMap<number, readonly string[]>): number[] {
  const children = Map.groupBy(all.keys(), (pid) => Number(all.get(pid)?.[PARENT_FIELD]));
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

function usageOf(folder: string): TreeUsage | undefined {
  const fields = statFields(folder);
  const status = read(`${folder}/status`);
  if (fields === undefined || status === undefined) return undefined;
  return {
    cpuSeconds: secondsOf(fields, CPU_FIELDS),
    rssBytes: bytesOf(status, 'VmRSS'),
    peakRssBytes: bytesOf(status, 'VmHWM'),
  };
}

function secondsOf(fields: readonly string[], places: readonly number[]): number {
  return sum(places.map((place) => Number(fields[place]))) / CLOCK_TICKS_PER_SECOND;
}

/** The fields of `stat` that follow the command: that is in brackets, and may contain blanks and brackets itself. */
function statFields(folder: string): string[] | undefined {
  const stat = read(`${folder}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** 0 for a process that has ended but was not waited for yet: it has no memory any more, and no such line. */
function bytesOf(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    // The process has ended since, or the system has no such folder.
    return [];
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
