import { readFileSync } from 'node:fs';

/** What a process and all its descendants use at this moment. */
export interface TreeUsage {
  /** User and system time so far, of the living and of those that they have seen end, in seconds. */
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  /** Sum of the highest resident sizes (VmHWM) of the living processes: exact for a tool of one process. */
  readonly peakRssBytes: number;
}

/** Linux counts CPU time in these, whatever the kernel's own tick: sysconf(_SC_CLK_TCK) is 100 on all its machines. */
const CLOCK_TICKS_PER_SECOND = 100;

/** Fields of /proc/PID/stat after the command in brackets, see proc(5): utime, stime, cutime and cstime. */
const CPU_FIELDS = [11, 12, 13, 14];

/** Reads what a process tree uses; undefined when its root has ended. */
export function treeUsage(rootPid: number): TreeUsage | undefined {
  const root = processUsage(rootPid);
  if (root === undefined) return undefined;
  const all = [root, ...descendants(rootPid).flatMap((pid) => processUsage(pid) ?? [])];
  const sum = (of: (usage: TreeUsage) => number) => all.reduce((total, usage) => total + of(usage), 0);
  return {
    cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds),
    rssBytes: sum(({ rssBytes }) => rssBytes),
    peakRssBytes: sum(({ peakRssBytes }) => peakRssBytes),
  };
}

function descendants(pid: number): number[] {
  // A child is listed with the thread that started it; the tools of the bench start theirs from the first one.
  const children = (read(`/proc/${pid}/task/${pid}/children`) ?? '').split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function processUsage(pid: number): TreeUsage | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const status = read(`/proc/${pid}/status`);
  if (stat === undefined || status === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = CPU_FIELDS.reduce((sum, field) => sum + Number(fields[field]), 0);
  return {
    cpuSeconds: ticks / CLOCK_TICKS_PER_SECOND,
    rssBytes: bytesOf(status, 'VmRSS'),
    peakRssBytes: bytesOf(status, 'VmHWM'),
  };
}

/** 0 for a process that has ended and is not yet buried: it has no memory any more, and no such line. */
function bytesOf(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
