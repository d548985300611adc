import { spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface ChildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Told once, when a signal is passed on. */
  readonly say?: (line: string) => void;
}

/**
 * Runs a script with the Node of this process, in a process group of its own: whether a signal comes from the terminal
 * or from a process, it comes to this process, and the child is told once for each. SIGTERM and SIGHUP are passed on
 * as SIGINT, the one by which the test runner ends orderly.
 *
 * @returns the exit code; 1 when it was killed
 * @throws Error when it could not be started
 */
export function runChild(script: string, args: readonly string[], options: ChildOptions): Promise<number> {
  const { env, cwd, say } = options;
  const child = spawn(process.execPath, [script, ...args], {
    env,
    cwd,
    // A group of its own has no terminal to read from.
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
  });
  let isTold = false;
  const passOn = () => {
    if (!isTold)
      say?.('Ending the run: what was measured is summed up, what was made is removed. Again: at once.');
    isTold = true;
    child.kill('SIGINT');
  };
  for (const signal of SIGNALS) process.on(signal, passOn);
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, passOn);
  });
}
