import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Signals from gentle to final, and the time for each. SIGQUIT skips a checkpoint that is not needed. */
const STEPS: ReadonlyArray<readonly [signal: NodeJS.Signals, waitMs: number]> = [
  ['SIGQUIT', 1500],
  ['SIGKILL', 1000],
];

/** Stops `child` (initdb, or the server with all its processes) and waits until it has ended. */
export async function stopPostgres(child: ChildProcess): Promise<void> {
  for (const [signal, waitMs] of STEPS) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(process.platform === 'win32' ? 'SIGKILL' : signal);
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, waitMs).unref())]);
  }
}
