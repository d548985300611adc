import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Command } from '../subjects/subject.ts';

/** Of what a tool says on its standard error, so much is shown when it fails. */
const SHOWN_ERROR_CHARACTERS = 600;

/** A tool that is running. */
export interface RunningCommand {
  readonly pid: number;
  /** Whether it has not ended yet. */
  isRunning(): boolean;
  /** Resolves with its standard output when it has ended well; rejects when it did not, or was too slow. */
  readonly output: Promise<string>;
  /** Ends it and all that it started. */
  kill(): void;
}

/**
 * Starts a tool in a process group of its own, so that it can be ended with all that it started.
 * @param limitSeconds after which it is ended, and `output` rejects
 */
export function runCommand({ program, args, env }: Command, limitSeconds: number): RunningCommand {
  const child = spawn(program, [...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const closed = once(child, 'close');
  // Whoever waits for the output sees the error; without this, one that comes before would end the process.
  closed.catch(() => undefined);
  const { pid } = child;
  if (pid === undefined) throw new Error(`bench: ${program} could not be started; right would be a program`);
  let said = '';
  let complained = '';
  let isTooSlow = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained = (complained + text).slice(-SHOWN_ERROR_CHARACTERS);
  });
  const kill = () => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The group has ended already.
    }
  };
  const timer = setTimeout(() => {
    isTooSlow = true;
    kill();
  }, limitSeconds * 1000);
  const output = closed.then(([code, signal]: unknown[]) => {
    clearTimeout(timer);
    if (code === 0) return said;
    const found = isTooSlow ? `still running after ${limitSeconds} s` : `exit ${code ?? signal}`;
    throw new Error(
      `bench: ${program}: found ${found}; right would be exit 0. It said: ${complained}${said.slice(-200)}`,
    );
  });
  output.catch(() => undefined);
  return { pid, kill, output, isRunning: () => child.exitCode === null && child.signalCode === null };
}
