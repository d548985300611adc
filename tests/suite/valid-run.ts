import type { RunRecord } from '../../src/record/run-record.ts';
import type { SuiteRun } from './suite-run.ts';

const MOST_TRIES = 3;
const INVALID = 3;
/** Exit codes of a run that was measured: passed, and limits broken. */
const MEASURED = [0, 99];

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

/** What the record says of a round for which this machine was too slow. */
const TOO_SLOW = /\b(?:so|too) slow\b/;

/**
 * As {@link validRun}, of a run whose rounds are wanted: where this machine was too slow for one of them, so that it was left
 * out, another run gets twice the time. A round that is missing for any other reason is missing.
 *
 * @param start starts a run that is so many times as long as usual
 * @param lacks whether the record of a measured run lacks something else for which this machine was too slow. Then there is another run,
 *   too; the last one counts, whatever it lacks
 */
export async function runWithRounds(
  start: (timesAsLong: number) => SuiteRun,
  during?: (run: SuiteRun) => Promise<void>,
  lacks: (record: RunRecord) => boolean = () => false,
): ReturnType<typeof validRun> {
  let timesAsLong = 1;
  for (let tries = 1; ; tries += 1) {
    const ended = await validRun(() => start(timesAsLong), during);
    const isMeasured = ended.exitCode !== null && MEASURED.includes(ended.exitCode);
    if (!isMeasured || tries === MOST_TRIES) return ended;
    const record = ended.run.record();
    const wasTooSlow = (record.missingRounds ?? []).some(({ why = '' }) => TOO_SLOW.test(why));
    if (!wasTooSlow && !lacks(record)) return ended;
    if (wasTooSlow) timesAsLong *= 2;
  }
}
