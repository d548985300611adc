import type { SuiteRun } from './suite-run.ts';

const MOST_TRIES = 3;
const INVALID = 3;

/**
 * Starts a run and waits for its end. It starts another one when the measurement was invalid: that says that other
 * processes kept the machine busy, and nothing about the suite. Any other end is final.
 *
 * @param during what happens to each of the runs before it ends
 */
export async function validRun(
  start: () => SuiteRun | Promise<SuiteRun>,
  during: (run: SuiteRun) => Promise<void> = async () => {},
): Promise<{ run: SuiteRun; exitCode: number | null }> {
  for (let tries = 1; ; tries += 1) {
    const run = await start();
    await during(run);
    const exitCode = await run.ended;
    if (exitCode !== INVALID || tries === MOST_TRIES) return { run, exitCode };
  }
}
