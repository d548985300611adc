import type { Settings } from '../settings/settings.ts';
import type { Target } from '../target/environments/target.ts';
import { CreatedJournal } from '../target/test-data/created-journal.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { processSettings, processTables, processTarget } from './process-settings.ts';
import { RunClock } from './run-clock.ts';
import { createdFile } from './run-files.ts';
import { type RunFolder, runOfProcess } from './run-folder.ts';
import { type RunPlan, readRunPlan } from './run-plan.ts';

/** Everything that a lane needs to know of its run. */
export interface RunContext {
  readonly folder: RunFolder;
  readonly plan: RunPlan;
  readonly clock: RunClock;
  readonly settings: Settings;
  readonly target: Target;
  readonly thresholds: Thresholds;
  /** Where this lane notes what it makes on the target. */
  readonly journal: CreatedJournal;
  /** Told when the lane has to end, also within a test: after a Ctrl-C Playwright gives up the test, not the lane. */
  readonly end: AbortController;
  /** What the lane has to see through before it may end; it ends soon after `end` was told. */
  work: Promise<unknown> | undefined;
}

/** Opens the run that this process belongs to. Its folder and plan were made before any lane started. */
export function openRun(lane: string): RunContext {
  const folder = runOfProcess();
  const plan = folder === undefined ? undefined : readRunPlan(folder);
  if (folder === undefined || plan === undefined)
    throw new Error(
      `lane ${lane}: no run was begun for it. Use playwright.config.ts and let its reporters load: one of them begins the run`,
    );
  return {
    folder,
    plan,
    clock: new RunClock(folder),
    settings: processSettings(),
    target: processTarget(),
    thresholds: processTables(),
    journal: new CreatedJournal(folder.file(createdFile(lane))),
    end: new AbortController(),
    work: undefined,
  };
}
