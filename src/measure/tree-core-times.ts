import { readdirSync, readFileSync } from 'node:fs';
import { type CoreTimes, readCoreTimes } from './core-wait.ts';

/**
 * What the scheduler says of all threads of a process and of its descendants, such as those of a browser; undefined
 * where it says nothing (only Linux does). Threads that have ended take their times with them, so between two
 * readings it tells of those that lived through both, and of new ones.
 *
 * @param root id of the process
 */
export function readTreeCoreTimes(root: number, proc = '/proc'): Map<string, CoreTimes> | undefined {
  const times = new Map<string, CoreTimes>();
  for (const pid of treeOf(root, proc)) {
    for (const task of list(`${proc}/${pid}/task`)) {
      const found = readCoreTimes(`${proc}/${pid}/task/${task}/schedstat`);
      if (found !== undefined) times.set(task, found);
    }
  }
  return times.size === 0 ? undefined : times;
}

/** The sums of what the threads did between two readings; a thread that is new did all of its time in between. */
export function treeCoreTimesBetween(
  from: ReadonlyMap<string, CoreTimes>,
  to: ReadonlyMap<string, CoreTimes>,
): CoreTimes {
  let [ranNs, waitedNs] = [0, 0];
  for (const [task, times] of to) {
    const before = from.get(task) ?? { ranNs: 0, waitedNs: 0 };
    ranNs += Math.max(0, times.ranNs - before.ranNs);
    waitedNs += Math.max(0, times.waitedNs - before.waitedNs);
  }
  return { ranNs, waitedNs };
}

function treeOf(root: number, proc: string): number[] {
  const children = new Map<number, number[]>();
  for (const name of list(proc)) {
    const parent = /^\d+$/.test(name) ? parentOf(`${proc}/${name}/stat`) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** The second field after the name, which is in brackets and may hold blanks and brackets itself. */
function parentOf(path: string): number | undefined {
  try {
    const stat = readFileSync(path, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    // Ended meanwhile, or a system without it.
    return [];
  }
}
