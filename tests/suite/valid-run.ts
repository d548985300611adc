import type { SuiteRun } from './suite-run.ts';

const MOST_TRIES = 3;
const INVALID = 3;

/**
 * Starts a run and waits for its end; again when the measurement was invalid, which says that the machine was busy with
 * other things and nothing about the suite. Any other end is final.
 */
export async function validRun(start: () => SuiteRun): Promise<{ run: SuiteRun; exitCode: number | null }> {
  for (let tries = 1; ; tries += 1) {
    const run = start();
    const exitCode = await run.ended;
    if (exitCode !== INVALID || tries === MOST_TRIES) return { run, exitCode };
  }
}
