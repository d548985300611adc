import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** From polite to final, and how long each gets. Immediate shutdown (SIGQUIT) skips a checkpoint nobody needs. */
const STEPS: ReadonlyArray<readonly [signal: NodeJS.Signals, waitMs: number]> = [
  ['SIGQUIT', 1500],
  ['SIGKILL', 1000],
];

/** Ends `child` (initdb or the server with all its processes) and waits until it is gone. */
export async function stopPostgres(child: ChildProcess): Promise<void> {
  for (const [signal, waitMs] of STEPS) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(process.platform === 'win32' ? 'SIGKILL' : signal);
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, waitMs).unref())]);
  }
}
