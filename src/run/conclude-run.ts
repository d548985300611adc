import { writeAllRuns } from '../all-runs/all-runs.ts';
import { attempt } from '../base/attempt.ts';
import { forgetMeasuring } from '../record/measuring-turn.ts';
import { RUN_FILES } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { MissingFiles, RunOutcome, RunRecord } from '../record/run-record.ts';
import { endSharingSecrets } from '../record/shared-secrets.ts';
import { type OutputPlace, writeOutputs } from '../report/outputs.ts';
import { runView } from '../view/run-view.ts';
import { composeRecord, type MeasuredRun } from './compose-record.ts';
import type { RunEnd } from './run-end.ts';

/** A run that is concluded. */
export interface ConcludedRun {
  /** Decides the exit code. */
  readonly outcome: RunOutcome;
  /** The summary as text. */
  readonly summary: string;
  /** What the run's folder lacks; undefined when it has everything. */
  readonly missing: MissingFiles | undefined;
}

/**
 * Writes the record of a run whose lanes have ended, with everything that is derived from it, and removes what its
 * processes told each other. A file that cannot be written costs a line and not the outcome; the record then says which.
 */
export function concludeRun(
  measured: MeasuredRun,
  end: RunEnd,
  place: Omit<OutputPlace, 'folder'>,
): ConcludedRun {
  const { folder, slices } = measured;
  forgetMeasuring(folder);
  endSharingSecrets(folder);
  const record = composeRecord(measured, end);
  const lost: string[] = [];
  const writeRecord = (written: RunRecord) =>
    attempt(
      () => folder.write(RUN_FILES.summary, written),
      (why) => place.say(`${RUN_FILES.summary} could not be written: ${why}`),
    );
  writeRecord(record);
  const outputs = { ...place, folder, failed: (file: string) => lost.push(file) };
  const texts = writeOutputs(runView(record, slices), outputs);
  writeAllRuns(place.reportsFolder, place.say);
  const missing = missingFiles(folder, lost);
  if (missing !== undefined) writeRecord({ ...record, notInFolder: missing });
  return { outcome: record.outcome, summary: texts.get(RUN_FILES.summaryText) ?? '', missing };
}

/** Moves what the run's folder did not take into it, and returns what it still lacks. */
function missingFiles(folder: RunFolder, lost: readonly string[]): MissingFiles | undefined {
  const elsewhere = folder.bringHome();
  if (lost.length === 0 && elsewhere === undefined) return undefined;
  return { lost, ...(elsewhere !== undefined && { elsewhere }) };
}
