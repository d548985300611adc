import { mkdirSync, statSync } from 'node:fs';
import { SuiteError } from '../base/suite-error.ts';
import { readSlices } from '../measure/slice-file.ts';
import { tablesFor } from '../record/load-tables.ts';
import { RUN_FILES, RUN_FOLDERS } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import { type RunPlan, readRunPlan } from '../record/run-plan.ts';
import type { RunOutcome } from '../record/run-record.ts';
import type { OutputPlace } from '../report/outputs.ts';
import { goOnWith } from './clean-up.ts';
import { concludeRun } from './conclude-run.ts';
import { joinShares } from './join-shares.ts';
import { holdsTarget } from './one-run-per-target.ts';

/** Whether the run has no summary: its main process was killed, or is still at work. */
export function isCutShort(folder: RunFolder): boolean {
  return folder.read(RUN_FILES.summary) === undefined;
}

/**
 * Writes the summary, with everything that is derived from it, of a run whose main process was killed. It is judged by what
 * its lanes had written until then, and recorded as interrupted. Sends nothing to the target.
 *
 * @returns the outcome, which decides the exit code as at the end of any run
 * @throws SuiteError when the run is still at work, or was killed before it had a plan
 */
export function finishRun(folder: RunFolder, place: Omit<OutputPlace, 'folder'>): RunOutcome {
  const plan = readRunPlan(folder);
  if (plan === undefined || holdsTarget(plan.baseUrl, plan)) throw notToFinish(folder, plan);
  folder.bringHome();
  mkdirSync(folder.file(RUN_FOLDERS.allureResults), { recursive: true });
  const endedAt = lastWritten(folder);
  joinShares(folder);
  const slices = readSlices(folder.place(RUN_FILES.slices));
  const { outcome, summary } = concludeRun(
    { folder, plan, slices, thresholds: tablesFor(plan.settings) },
    {
      testErrors: [],
      ownFaults: [],
      interrupted: `the run was cut short, since its main process was killed; ${wayOut(folder, plan)}`,
      endedAt,
      testData: undefined,
      slaCounts: plan.settings.slaCounts,
    },
    place,
  );
  place.say(summary);
  return outcome;
}

function wayOut(folder: RunFolder, plan: RunPlan): string {
  return plan.sandbox
    ? 'its embedded Desk Studio has ended too, with all data'
    : `what it made on the target is still there: ${goOnWith(folder, plan)} removes it`;
}

function notToFinish(folder: RunFolder, plan: RunPlan | undefined): SuiteError {
  return new SuiteError('BAD_SETTING', {
    checked: `the run to report on, ${folder.path}`,
    found:
      plan === undefined
        ? 'no summary.json and no plan.json: it ended before it could measure anything'
        : 'no summary.json yet: the run is still at work',
    right:
      plan === undefined
        ? 'a run that measured something'
        : 'wait until the run has ended, or stop it with Ctrl-C in its terminal',
  });
}

/** When the run last wrote something that it measured. */
function lastWritten(folder: RunFolder): string {
  const times = [RUN_FILES.slices, RUN_FILES.progress, RUN_FILES.plan].map(
    (name) => statSync(folder.place(name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return new Date(Math.max(...times)).toISOString();
}
