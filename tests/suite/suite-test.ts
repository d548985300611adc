import { test as base } from '@playwright/test';
import { type OwnSandbox, startOwnSandbox } from './own-sandbox.ts';
import { type SuiteRun, startSuite } from './suite-run.ts';

interface SuiteFixtures {
  /**
   * Starts the suite, or a copy of it, against the tests' sandbox, unless BASE_URL names another. The test's end ends it
   * too. See {@link startSuite} for the parameters.
   */
  run(
    args: readonly string[],
    settings?: Readonly<Record<string, string>>,
    project?: string,
    descriptors?: number,
  ): SuiteRun;
}

interface SuiteWorkerFixtures {
  /** One sandbox for the whole runs, one after the other: a run removes what it made. */
  readonly sandbox: OwnSandbox;
}

/** Tests of the suite from outside: they start it as a user does, against a sandbox that only they use. */
export const test = base.extend<SuiteFixtures, SuiteWorkerFixtures>({
  sandbox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to see which fixtures are used.
    async ({}, use) => {
      const sandbox = await startOwnSandbox();
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: 'worker' },
  ],
  run: async ({ sandbox }, use) => {
    const runs: SuiteRun[] = [];
    await use((args, settings = {}, project = undefined, descriptors = undefined) => {
      const run = startSuite(args, { BASE_URL: sandbox.url, ...settings }, project, descriptors);
      runs.push(run);
      return run;
    });
    for (const run of runs) await run.discard();
  },
});
