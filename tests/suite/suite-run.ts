import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunRecord } from '../../src/record/run-record.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

/** A run of the suite as a user starts it, in a process of its own. */
export interface SuiteRun {
  readonly outputFolder: string;
  /** Resolves with the exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** All that it printed so far. */
  printed(): string;
  signal(signal: NodeJS.Signals): void;
  /** The record it wrote; throws when there is none. */
  record(): RunRecord;
  /** Removes what it wrote. */
  remove(): void;
}

/** Starts `playwright test` with these arguments; settings of this process do not reach it, those given do. */
export function startSuite(args: readonly string[], settings: Readonly<Record<string, string>>): SuiteRun {
  const outputFolder = mkdtempSync(join(tmpdir(), 'desk-studio-suite-'));
  const { PATH = '', HOME = '', DESK_BROWSER = '' } = process.env;
  const child = spawn(
    process.execPath,
    [join(PROJECT, 'node_modules/@playwright/test/cli.js'), 'test', ...args],
    {
      cwd: PROJECT,
      env: { PATH, HOME, DESK_BROWSER, OUTPUT_DIR: outputFolder, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return {
    outputFolder,
    ended: new Promise((resolveEnd) => child.once('close', (code) => resolveEnd(code))),
    printed: () => text,
    signal: (signal) => signalGroup(child, signal),
    record: () =>
      JSON.parse(readFileSync(join(outputFolder, 'latest', RUN_FILES.summary), 'utf8')) as RunRecord,
    remove: () => rmSync(outputFolder, { recursive: true, force: true }),
  };
}

/** As a terminal does: the signal goes to the whole process group. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined) process.kill(-child.pid, signal);
}
