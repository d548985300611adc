import { type ChildProcess, spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How a child process runs. */
export interface ChildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Called with the signal that killed the child, and whether it was the second Ctrl-C that did. */
  readonly onKilled?: (signal: NodeJS.Signals, isByUser: boolean) => void;
  /** Called when a signal is passed on. */
  readonly onStopping?: () => void;
  /** Signals within this time of the first one belong to the same Ctrl-C: npm repeats what the terminal sends. */
  readonly sameWithinMs?: number;
}

/**
 * Runs a script with the Node of this process, in a separate process group. A signal from the terminal or from another
 * process therefore reaches only this process, which passes it on once. It passes on SIGTERM and SIGHUP as SIGINT, on
 * which the test runner stops in an orderly way. A later signal kills the child and its group.
 *
 * @returns the exit code; 1 when the child was killed
 * @throws Error when the child does not start
 */
export function runChild(script: string, args: readonly string[], options: ChildOptions): Promise<number> {
  const { env, cwd, sameWithinMs = 1_000 } = options;
  const child = spawn(process.execPath, [script, ...args], {
    env,
    cwd,
    // A separate group cannot read from the terminal.
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
  });
  let toldAtMs: number | undefined;
  let isByUser = false;
  const passOn = () => {
    if (toldAtMs === undefined) {
      toldAtMs = performance.now();
      options.onStopping?.();
      child.kill('SIGINT');
    } else if (performance.now() - toldAtMs >= sameWithinMs) {
      isByUser = true;
      killGroup(child);
    }
  };
  for (const signal of SIGNALS) process.on(signal, passOn);
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal !== null) options.onKilled?.(signal, isByUser);
      resolve(code ?? 1);
    });
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, passOn);
  });
}

/** Windows has no process groups: there this kills only the child, and the child's own children notice. */
function killGroup(child: ChildProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
  else process.kill(-child.pid, 'SIGKILL');
}
