import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import type { Command } from '../subjects/subject.ts';

/** How much of a tool's standard error is shown when it fails. */
const SHOWN_ERROR_CHARACTERS = 600;

/** A tool that is running. */
export interface RunningCommand {
  readonly pid: number;
  /** Whether it has not ended yet. */
  isRunning(): boolean;
  /** Resolves with its standard output when it exits with 0; rejects on another exit code or after the time limit. */
  readonly output: Promise<string>;
  /** Kills it and every process that it started. */
  kill(): void;
}

/**
 * Starts a tool in a separate process group, so that one signal kills it and every process that it started.
 * @param limitSeconds after which the tool is killed and `output` rejects
 */
export function runCommand({ program, args, env }: Command, limitSeconds: number): RunningCommand {
  const child = spawn(program, [...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const closed = once(child, 'close');
  // Whoever awaits the output sees the error. An earlier one must not end the process as an unhandled rejection.
  closed.catch(() => undefined);
  const { pid } = child;
  if (pid === undefined) throw new Error(`bench: could not start ${program}`);
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
      // The group has already ended.
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
      `bench: ${basename(program)}: expected exit 0, found ${found}. Its output: ${complained}${said.slice(-200)}`,
    );
  });
  output.catch(() => undefined);
  return { pid, kill, output, isRunning: () => child.exitCode === null && child.signalCode === null };
}
