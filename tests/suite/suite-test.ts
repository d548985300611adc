import { test as base } from '@playwright/test';
import { type OwnSandbox, startOwnSandbox } from './own-sandbox.ts';
import { type SuiteRun, startSuite } from './suite-run.ts';

interface SuiteFixtures {
  readonly sandbox: OwnSandbox;
  /** Starts the suite against the test's sandbox; everything is stopped and removed afterwards. */
  run(args: readonly string[], settings?: Readonly<Record<string, string>>): SuiteRun;
}

/** Tests of the suite from outside: as a user starts it, against a sandbox of its own. */
export const test = base.extend<SuiteFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern to see which fixtures are used.
  sandbox: async ({}, use) => {
    const sandbox = await startOwnSandbox();
    await use(sandbox);
    await sandbox.stop();
  },
  run: async ({ sandbox }, use) => {
    const runs: SuiteRun[] = [];
    await use((args, settings = {}) => {
      const run = startSuite(args, { BASE_URL: sandbox.url, ...settings });
      runs.push(run);
      return run;
    });
    for (const run of runs) run.remove();
  },
});
