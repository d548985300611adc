import type { RunFolder } from '../record/run-folder.ts';
import { readRunPlan } from '../record/run-plan.ts';

/** What the command says at the first Ctrl-C: a run that has not begun has no summary, and has made nothing to remove. */
export function stoppingLine(run: RunFolder): string {
  const what =
    readRunPlan(run) === undefined
      ? 'the run has not begun, so it has no summary'
      : 'the run ends in order and writes its summary';
  return `Stopping: ${what}. Press Ctrl-C again to stop immediately.`;
}
