import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A process of a made /proc: its id, its parent's, and what `schedstat` says of its threads. */
export type MadeProcess = readonly [pid: number, parent: number, threads: Readonly<Record<string, string>>];

/**
 * Writes a folder like /proc, or writes into it again.
 *
 * @param names of threads; those that are left out have none
 */
export function writeProc(
  proc: string,
  processes: readonly MadeProcess[],
  names: Readonly<Record<string, string>> = {},
): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(proc, path)), { recursive: true });
    writeFileSync(join(proc, path), text);
  };
  for (const [pid, parent, threads] of processes) {
    write(`${pid}/stat`, `${pid} (a (b) name) S ${parent} 1 1 0`);
    for (const [task, schedstat] of Object.entries(threads)) {
      write(`${pid}/task/${task}/schedstat`, schedstat);
      if (names[task] !== undefined) write(`${pid}/task/${task}/comm`, `${names[task]}\n`);
    }
  }
}
