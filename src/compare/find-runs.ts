import { join } from 'node:path';
import { SuiteError } from '../base/suite-error.ts';
import { readSlices } from '../measure/slice-file.ts';
import { runIds } from '../record/find-run.ts';
import { readRecord, readSoundRecord } from '../record/read-record.ts';
import { RUN_FILES } from '../record/run-files.ts';
import { RunFolder } from '../record/run-folder.ts';
import type { RunRecord } from '../record/run-record.ts';
import { isOfOneKind } from './comparability.ts';
import type { MeasuredRun } from './compare-runs.ts';

/** Which earlier run is looked for: one that passed, or any whose figures can be trusted. */
export type WantedRun = 'last green' | 'last valid';

/**
 * Reads a run back.
 * @throws SuiteError when the run left no record, since it was killed
 */
export function readMeasuredRun(folder: RunFolder): MeasuredRun {
  const record = readRecord(folder);
  if (record === undefined)
    throw new SuiteError('BAD_SETTING', {
      checked: `the run ${folder.runId}`,
      found: 'no summary.json in its folder: it did not finish',
      right: 'a finished run',
    });
  return { record, slices: readSlices(folder.place(RUN_FILES.slices)) };
}

/**
 * The last run before `record` of the same scenario, environment and load.
 * @param reportsFolder where `runs` lies
 * @returns undefined when there is none
 */
export function findEarlierRun(
  reportsFolder: string,
  record: RunRecord,
  wanted: WantedRun,
): RunFolder | undefined {
  // Ids name the scenario: most of the records need not be read.
  const ids = runIds(reportsFolder).filter(
    (id) => id.includes(`-${record.scenario}-`) && id !== record.runId,
  );
  for (const id of ids) {
    const folder = new RunFolder(join(reportsFolder, 'runs', id));
    const earlier = readSoundRecord(folder);
    if (earlier === undefined || earlier.startedAt >= record.startedAt) continue;
    if (wanted === 'last green' && earlier.outcome !== 'pass') continue;
    if (isOfOneKind(earlier, asValid(record))) return folder;
  }
  return undefined;
}

/** What is asked is whether the two would fit: that this run is not to be trusted is said later, and not hidden. */
function asValid(record: RunRecord): RunRecord {
  return { ...record, outcome: 'pass' };
}
