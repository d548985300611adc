import { writeAllRuns } from '../all-runs/all-runs.ts';
import { attempt } from '../base/attempt.ts';
import { forgetMeasuring } from '../record/measuring-turn.ts';
import { RUN_FILES } from '../record/run-files.ts';
import type { RunOutcome } from '../record/run-record.ts';
import { endSharingSecrets } from '../record/shared-secrets.ts';
import { type OutputPlace, writeOutputs } from '../report/outputs.ts';
import { runView } from '../view/run-view.ts';
import { composeRecord, type MeasuredRun, type RunEnd } from './compose-record.ts';

/**
 * Writes the record of a run whose lanes have ended, with everything that is derived from it, and removes what its
 * processes told each other. A file that cannot be written costs a line and not the outcome.
 *
 * @returns the outcome, which decides the exit code, and the summary as text
 */
export function concludeRun(
  measured: MeasuredRun,
  end: RunEnd,
  place: Omit<OutputPlace, 'folder'>,
): { readonly outcome: RunOutcome; readonly summary: string } {
  const { folder, slices } = measured;
  forgetMeasuring(folder);
  endSharingSecrets(folder);
  const record = composeRecord(measured, end);
  attempt(
    () => folder.write(RUN_FILES.summary, record),
    (why) => place.say(`${RUN_FILES.summary} could not be written: ${why}`),
  );
  const texts = writeOutputs(runView(record, slices), { ...place, folder });
  writeAllRuns(place.reportsFolder, place.say);
  return { outcome: record.outcome, summary: texts.get(RUN_FILES.summaryText) ?? '' };
}
