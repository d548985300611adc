import { readFileSync, writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** The priority of a process; figures of runs with and without it differ, so each run records it. */
export interface Priority {
  /** -20 (first) to 19 (last); 0 is ordinary. */
  readonly nice: number;
  /** The same of its autogroup; left out where the kernel has none. */
  readonly groupNice?: number;
}

/** Before everything of ordinary priority, behind what the system itself needs. */
const FIRST: Priority = { nice: -10, groupNice: -15 };

/**
 * Puts the measuring process first when cores are short: one that has to wait for a core adds its wait to every figure.
 * The end of the process takes it back, too: the scheduling group is that of the whole session, a person's terminal for
 * instance, and outlives the process.
 *
 * @param group false for a process that another one of the same session has started, which has put their group first already
 * and takes that back: this one would take the raised group for what it was before
 * @returns takes it back earlier
 */
export function goFirst({ group = true }: { readonly group?: boolean } = {}): () => void {
  const ofWhat = ({ nice, ...ofGroup }: Priority): Priority => ({ nice, ...(group && ofGroup) });
  const before = ofWhat(priorityOf());
  setPriorityOf(process.pid, ofWhat(FIRST));
  const stepBack = () => {
    process.off('exit', stepBack);
    setPriorityOf(process.pid, before);
  };
  process.once('exit', stepBack);
  return stepBack;
}

/**
 * Sets the priority of a process as far as the system permits it: without root only lowering is allowed.
 *
 * On kernels with `sched_autogroup_enabled` a `nice` value acts only within the session's own group, and each browser, the
 * embedded Desk Studio and its database are sessions with groups of their own. So the group gets a value, too
 * (https://man7.org/linux/man-pages/man7/sched.7.html, "The autogroup feature"). In a container the weights of the cgroup
 * decide, which a process cannot change from inside.
 */
export function setPriorityOf(pid: number, { nice, groupNice }: Priority): void {
  try {
    setPriority(pid, nice);
  } catch {
    // Not permitted: what was granted is in the record of the run.
  }
  try {
    if (groupNice !== undefined) writeFileSync(autogroupOf(pid), String(groupNice));
  } catch {
    // Not permitted, or the kernel has no such groups.
  }
}

/** The priority that a process has now, this one by default. */
export function priorityOf(pid = process.pid): Priority {
  return { nice: niceOf(pid), ...niceOfGroup(autogroupOf(pid)) };
}

function niceOf(pid: number): number {
  try {
    return getPriority(pid);
  } catch {
    return 0;
  }
}

function niceOfGroup(path: string): { groupNice?: number } {
  try {
    const found = / nice (-?\d+)/.exec(readFileSync(path, 'utf8'))?.[1];
    return found === undefined ? {} : { groupNice: Number(found) };
  } catch {
    return {};
  }
}

function autogroupOf(pid: number): string {
  return `/proc/${pid}/autogroup`;
}
