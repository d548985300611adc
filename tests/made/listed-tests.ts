import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

/** The folder of this project. */
export const PROJECT = resolve(import.meta.dirname, '../..');

/** What `npx playwright test --list` prints, and its exit code. Nothing is run. */
export interface Listed {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Lists the tests of a Playwright project of the suite.
 *
 * @param project name of the Playwright project
 * @param options the folder to run in, default this project's; variables for the process; words for the command line
 */
export function listTests(
  project: string,
  { folder = PROJECT, env = {}, words = [] }: { folder?: string; env?: NodeJS.ProcessEnv; words?: string[] },
): Listed {
  const playwright = join(folder, 'node_modules/@playwright/test/cli.js');
  // Without the variable by which a worker knows itself: the process is to be a main process. Node itself strips the types:
  // Playwright's compiler would take two thirds of the time in a copy of the project, which no cache knows.
  const { TEST_WORKER_INDEX: _index, ...own } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [playwright, 'test', '--list', `--project=${project}`, ...words],
    { cwd: folder, env: { ...own, PW_DISABLE_TS_ESM: '1', ...env }, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}
