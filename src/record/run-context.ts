import { RequestBudget } from '../target/request-budget.ts';
import { CreatedJournal } from '../target/test-data/created-journal.ts';
import { Allowance } from './allowance.ts';
import { processSettings, processTables, processTarget } from './process-settings.ts';
import { RunClock } from './run-clock.ts';
import { createdFile, RUN_FILES } from './run-files.ts';
import { type RunFolder, runOfProcess } from './run-folder.ts';
import { readRunPlan } from './run-plan.ts';

/** Everything that a lane needs to know of its run. */
export type RunContext = ReturnType<typeof openRun>;

/** Opens the run that this process belongs to. Its folder and plan were made before any lane started. */
export function openRun(lane: string) {
  const folder = runOfProcess();
  const plan = folder === undefined ? undefined : readRunPlan(folder);
  if (folder === undefined || plan === undefined)
    throw new Error(
      `lane ${lane}: no run was begun for it. Use playwright.config.ts and let its reporters load: one of them begins the run`,
    );
  const end = new AbortController();
  return {
    folder,
    plan,
    clock: new RunClock(folder, end.signal),
    settings: processSettings(),
    target: processTarget(),
    thresholds: processTables(),
    /** What may be sent under the target's rate limits, by all lanes together. */
    budget: new RequestBudget(plan.rateLimits, folder.file(RUN_FILES.budget), {
      ...(plan.elsewhere !== undefined && { elsewhere: plan.elsewhere }),
    }),
    /** What is left of the run's budgets, for all lanes together. */
    allowance: new Allowance(plan.budgets, folder),
    /** Where this lane notes what it makes on the target. */
    journal: openJournal(folder, lane),
    /** Told when the lane has to end, also within a test: after a Ctrl-C Playwright gives up the test, not the lane. */
    end,
    /** What the lane has to see through before it may end; it ends soon after `end` was told. */
    work: undefined as Promise<unknown> | undefined,
  };
}

/** Opens the journal of what a lane, or the clean-up, does on the target. */
export function openJournal(folder: RunFolder, lane: string): CreatedJournal {
  return folder.hold(
    createdFile(lane),
    (path) =>
      new CreatedJournal(path, {
        rescue: (lines) => folder.writeText(createdFile(`${lane}-rest`), lines),
      }),
  );
}
