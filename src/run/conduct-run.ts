import { existsSync } from 'node:fs';
import { attempt } from '../base/attempt.ts';
import type { Cancel } from '../base/clock.ts';
import { SuiteError } from '../base/suite-error.ts';
import { outagesOf } from '../measure/outages.ts';
import { readSlices } from '../measure/slice-file.ts';
import { reportCommand } from '../record/next-command.ts';
import { processSettings, processTables } from '../record/process-settings.ts';
import { RunClock } from '../record/run-clock.ts';
import { RUN_FILES, RUN_FOLDERS } from '../record/run-files.ts';
import { joinRun, takeGivenParent } from '../record/run-folder.ts';
import type { MissingFiles, RunOutcome } from '../record/run-record.ts';
import { beginSharingSecrets } from '../record/shared-secrets.ts';
import { measureTargetClock } from '../target/preflight/target-clock.ts';
import { cleanUp, goOnWith } from './clean-up.ts';
import { cleanUpUntilCtrlC } from './clean-up-until-ctrl-c.ts';
import { concludeRun } from './conclude-run.ts';
import { watchParent } from './end-with-parent.ts';
import { joinShares } from './join-shares.ts';
import type { RunToPrepare } from './look-at-target.ts';
import { type PreparedRun, prepareRun } from './prepare-run.ts';
import type { RunEnd } from './run-end.ts';

// A run from its first line to its last, without the test runner: `beginRun` prepares it, the lanes (folder `lanes`)
// measure, each in a separate process, and `endRun` sums up. `playwright/conductor-reporter.ts` calls both.

/** What a person asked for. */
export interface RunToBegin extends RunToPrepare {
  /** How many lanes the test runner can run at the same time. */
  readonly workers: number;
  /** Path of the browser for the journeys; undefined when none was found. */
  readonly browser: string | undefined;
}

/**
 * Prepares a run, and names its folder to the processes of the lanes.
 *
 * @throws SuiteError with the first thing that keeps the run from starting; nothing is left running then
 */
export async function beginRun({ workers, ...asked }: RunToBegin): Promise<PreparedRun> {
  checkWorkers(workers, asked.lanes);
  checkBrowser(asked);
  const stopWatching = endWithParent(asked.say);
  try {
    const run = await prepareRun(asked);
    beginSharingSecrets();
    joinRun(run.folder);
    return {
      ...run,
      leave: () => {
        stopWatching();
        return run.leave();
      },
    };
  } catch (error) {
    stopWatching();
    throw error;
  }
}

/** Ends the run in order, as Ctrl-C does, when the command that started it was killed. */
function endWithParent(say: (line: string) => void): Cancel {
  const parent = takeGivenParent(process.env);
  if (parent === undefined) return () => undefined;
  return watchParent(parent, () => {
    say(`the command that started this run (process ${parent}) has ended: the run ends too`);
    if (!process.emit('SIGINT')) process.exit(1);
  });
}

/**
 * Ends a run after its lanes: removes the test data, stops the sandbox, composes the record, writes it with everything
 * that is derived from it, and prints the summary.
 *
 * @param print writes text to the terminal
 * @returns the outcome, which decides the exit code
 */
export async function endRun(
  { folder, plan, target, session, evidence, leave }: PreparedRun,
  ofTests: Pick<RunEnd, 'testErrors' | 'ownFaults' | 'interrupted'>,
  print: (text: string) => void,
): Promise<RunOutcome> {
  const say = (line: string) => print(`${line}\n`);
  // Before the clean-up, whose requests are not the run's.
  await evidence.end();
  const finding = evidence.record(new RunClock(folder).zeroEpochMs());
  attempt(
    () => joinShares(folder),
    (why) =>
      say(
        `what the processes of the traffic measured could not be added, and stays in ${RUN_FOLDERS.shares}: ${why}`,
      ),
  );
  const slices = readSlices(folder.place(RUN_FILES.slices));
  // What was gone when the traffic ended is waited for no longer than its scenario is patient.
  const isGone =
    new RunClock(folder).stoppedBy() === 'target' || outagesOf(slices).some(({ toMs }) => toMs === undefined);
  const patienceMs = isGone ? plan.plan?.goneAfterMs : undefined;
  if (ofTests.interrupted !== false) say('clean-up: removing the test data');
  const testData = await cleanUpUntilCtrlC(
    (signal) =>
      cleanUp(folder, plan, target, session, {
        signal,
        say: (line) => say(`clean-up: ${line}`),
        ...(patienceMs !== undefined && { patienceMs }),
      }),
    plan,
    goOnWith(folder, plan),
    say,
  );
  const clockAtEnd = plan.segment && (await measureTargetClock(target));
  const found = await finding;
  await leave();
  const { outputFolder: reportsFolder, slaCounts } = processSettings();
  const { outcome, summary, missing } = concludeRun(
    { folder, plan, slices, thresholds: processTables() },
    { ...ofTests, testData, slaCounts, clockAtEnd, ...(found !== undefined && { evidence: found }) },
    { reportsFolder, env: process.env, say },
  );
  print(`\n${summary}\nThe run: ${folder.path}\nThe report: ${reportCommand(folder)}\n`);
  const page = folder.place(RUN_FILES.htmlReport);
  if (existsSync(page)) say(`As one page: ${page}`);
  sayWhatIsElsewhere(missing, say);
  return outcome;
}

/** Names what the run's folder did not take. */
function sayWhatIsElsewhere({ elsewhere }: Partial<MissingFiles> = {}, say: (line: string) => void): void {
  if (elsewhere === undefined) return;
  say(
    `Not in the run's folder, which did not take them: ${elsewhere.names.join(', ')}. ` +
      `They are in ${elsewhere.path}: copy them from there, and then delete it`,
  );
}

/** The lanes of a scenario run at the same time, so each needs a worker. */
function checkWorkers(workers: number, lanes: readonly string[]): void {
  if (!lanes.includes('traffic') || workers >= lanes.length) return;
  throw new SuiteError('NOT_ENOUGH_WORKERS', {
    checked: 'the number of workers (--workers)',
    found: `${workers} for ${lanes.length} lanes (${lanes.join(', ')})`,
    right: `at least ${lanes.length}, which is the default: the lanes of a scenario run at the same time`,
  });
}

/** The journeys need a browser. The Playwright config looks for one. */
function checkBrowser({ scenario, lanes, browser }: Omit<RunToBegin, 'workers'>): void {
  const needsOne = scenario !== 'baseline' && lanes.some((lane) => lane !== 'traffic');
  if (needsOne) requireBrowser(browser);
}

/**
 * Refuses what cannot be done without a browser.
 *
 * @param browser path of the one that was found; undefined when there was none
 * @throws SuiteError (BROWSER_MISSING)
 */
export function requireBrowser(browser: string | undefined): void {
  if (browser !== undefined) return;
  throw new SuiteError('BROWSER_MISSING', {
    checked: "Playwright's own Chromium, and the usual places of Chromium and Chrome",
    found: 'no browser',
    right: 'one of them, which `npm run browser` installs, or its path in DESK_BROWSER',
  });
}
