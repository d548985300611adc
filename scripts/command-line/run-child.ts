import { type ChildProcess, spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface ChildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Told when a signal is passed on. */
  readonly say?: (line: string) => void;
  /** Signals this soon after the first one are the same Ctrl-C: npm passes on what the terminal sends to all. */
  readonly sameWithinMs?: number;
}

/**
 * Runs a script with the Node of this process, in a process group of its own: whether a signal comes from the terminal
 * or from a process, it comes to this process, and the child is told once. SIGTERM and SIGHUP are passed on as SIGINT,
 * the one by which the test runner ends orderly. A later signal kills the child and its group.
 *
 * @returns the exit code; 1 when it was killed
 * @throws Error when it could not be started
 */
export function runChild(script: string, args: readonly string[], options: ChildOptions): Promise<number> {
  const { env, cwd, say, sameWithinMs = 1_000 } = options;
  const child = spawn(process.execPath, [script, ...args], {
    env,
    cwd,
    // A group of its own has no terminal to read from.
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
  });
  let toldAtMs: number | undefined;
  const passOn = () => {
    if (toldAtMs === undefined) {
      toldAtMs = performance.now();
      say?.('Ending the run: what was measured is summed up, what was made is removed. Again: at once.');
      child.kill('SIGINT');
    } else if (performance.now() - toldAtMs >= sameWithinMs) {
      say?.('Ended at once: what the run made on the target is still there.');
      killGroup(child);
    }
  };
  for (const signal of SIGNALS) process.on(signal, passOn);
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, passOn);
  });
}

/** Windows has no groups: there the child alone is killed, and its own children notice. */
function killGroup(child: ChildProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
  else process.kill(-child.pid, 'SIGKILL');
}
