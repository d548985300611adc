import { SuiteError } from '../base/suite-error.ts';
import { reportCommand } from '../record/next-command.ts';
import type { RunFolder } from '../record/run-folder.ts';
import { readRunPlan } from '../record/run-plan.ts';
import { goOnWith } from './clean-up.ts';

/**
 * What the command says when the main process of its run was killed: where the run is, and what is to be done.
 *
 * @param by the signal that did it, or what the user did
 */
export function cutShort(run: RunFolder, by: NodeJS.Signals | 'a second Ctrl-C'): string {
  const plan = readRunPlan(run);
  const ended = by === 'a second Ctrl-C' ? `${by} ended it` : `a signal killed it (${by})`;
  const removes =
    plan === undefined || plan.sandbox ? '' : `; ${goOnWith(run, plan)} removes what it left on the target`;
  return new SuiteError('RUN_CUT_SHORT', {
    checked: 'the main process of the run',
    found:
      plan === undefined
        ? `${ended} before it measured anything`
        : `${ended} before it had written the summary; what was measured is in ${run.path}`,
    right:
      plan === undefined
        ? 'the run once more; where memory was short, on a larger machine'
        : `${reportCommand(run)} writes the summary and the report from there${removes}`,
  }).message;
}
