import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import type { HostileRow } from './hostile-folders.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const PLAYWRIGHT = join(dirname(createRequire(import.meta.url).resolve('@playwright/test')), 'cli.js');

/** Runs the command of a row, and expects that it ends as the row says: one line with a code, and no stack. */
export function expectRefusal(
  { command, env, expectedExit, expectedLine }: HostileRow,
  outputFolder: string,
): void {
  const [program, ...args] = command.split(' ');
  const script = program === 'run' ? resolve(PROJECT, 'scripts/run-load-tests.ts') : PLAYWRIGHT;
  const { PATH, HOME, TMPDIR } = process.env;
  const own = { PATH, HOME, ...(TMPDIR !== undefined && { TMPDIR }), OUTPUT_DIR: outputFolder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: PROJECT,
    env: { ...own, ...env },
    encoding: 'utf8',
    timeout: 40_000,
    killSignal: 'SIGKILL',
  });
  const printed = stdout + stderr;
  expect(status, printed).toBe(expectedExit);
  const withCode = printed.split('\n').filter((line) => /^(\w+: )?\[[A-Z_]+\]/.test(line));
  expect(withCode, printed).toEqual([expect.stringMatching(expectedLine)]);
  expect(printed, 'a stack').not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
}
