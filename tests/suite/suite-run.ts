import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunRecord } from '../../src/record/run-record.ts';

/** From the command to traffic, on a busy machine: preflight, sign-ins and, where it is embedded, the target's start are in it. */
const REACHED_WITHIN_MS = 120_000;
const POLL_MS = 100;
const PROJECT = resolve(import.meta.dirname, '../..');

/** A run of the suite as a user starts it, in a process of its own. */
export interface SuiteRun {
  readonly outputFolder: string;
  /** Id of its first process. */
  readonly pid: number;
  /** Resolves with the exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** All that it printed so far. */
  printed(): string;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when the condition holds; throws with all that the run printed when it ends before, or after two minutes. */
  until(condition: () => boolean): Promise<void>;
  /** The record it wrote; throws when there is none. */
  record(): RunRecord;
  /** Kills the run if it still goes on, and removes its files. */
  discard(): Promise<void>;
}

/**
 * Starts `playwright test` with these arguments; settings of this process do not reach it, those given do.
 *
 * @param project where it starts: this project, or a copy of it
 * @param descriptors how many files each of its processes may have open; as many as this one by default
 */
export function startSuite(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  project = PROJECT,
  descriptors?: number,
): SuiteRun {
  const outputFolder = mkdtempSync(join(tmpdir(), 'desk-studio-suite-'));
  const { PATH = '', HOME = '', DESK_BROWSER = '', NODE_COMPILE_CACHE = '' } = process.env;
  const command = [process.execPath, join(project, 'node_modules/@playwright/test/cli.js'), 'test', ...args];
  const limit = descriptors === undefined ? '' : `ulimit -n ${descriptors} && `;
  const child = spawn('/bin/sh', ['-c', `${limit}exec "$@"`, 'suite', ...command], {
    cwd: project,
    env: { PATH, HOME, DESK_BROWSER, NODE_COMPILE_CACHE, OUTPUT_DIR: outputFolder, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  const ended = new Promise<number | null>((resolveEnd) => child.once('close', (code) => resolveEnd(code)));
  return {
    outputFolder,
    pid: child.pid ?? Number.NaN,
    ended,
    printed: () => text,
    signal: (signal) => signalGroup(child, signal),
    until: async (condition) => {
      const untilMs = performance.now() + REACHED_WITHIN_MS;
      while (!condition()) {
        if (hasEnded(child) || performance.now() > untilMs)
          throw new Error(`the run did not get that far; it printed:\n${text}`);
        await sleep(POLL_MS);
      }
    },
    record: () =>
      JSON.parse(readFileSync(join(outputFolder, 'latest', RUN_FILES.summary), 'utf8')) as RunRecord,
    discard: async () => {
      if (!hasEnded(child)) signalGroup(child, 'SIGKILL');
      await ended;
      rmSync(outputFolder, { recursive: true, force: true });
    },
  };
}

/** By itself, or by a signal: there is no exit code then. */
function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** As a terminal does: the signal goes to the whole process group. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined) process.kill(-child.pid, signal);
}
