import { join } from 'node:path';

const CONDUCTOR = join(import.meta.dirname, 'conductor-reporter.ts');

/**
 * Lets Playwright load the conductor of a run whatever reporters are chosen: `--reporter` and UI mode replace the
 * reporters of the configuration, but not the one that this variable names. Global set-up would not do: it does not know
 * which tests were selected, and the test server of editors calls it once for many runs.
 *
 * @param env the environment of the process that loads the configuration
 * @returns what the configuration has to list itself: the conductor, when somebody else uses the variable
 */
export function alwaysConduct(env: NodeJS.ProcessEnv): [string][] {
  if (env.TEST_WORKER_INDEX !== undefined) {
    // What a test starts is not part of this run.
    if (env.PW_TEST_REPORTER === CONDUCTOR) delete env.PW_TEST_REPORTER;
    return [];
  }
  env.PW_TEST_REPORTER ??= CONDUCTOR;
  return env.PW_TEST_REPORTER === CONDUCTOR ? [] : [[CONDUCTOR]];
}
