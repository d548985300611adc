import { join } from 'node:path';
import { sum } from '../../src/base/statistics/averages.ts';
import { readSlices } from '../../src/measure/slice-file.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';

/**
 * How many requests the users of the last run in a folder began, counted when each was sent and not when it ended. NaN where a
 * slice does not say.
 */
export function requestsBegun(outputFolder: string): number {
  const slices = readSlices(join(outputFolder, 'latest', RUN_FILES.slices));
  return sum(slices.map(({ begun = Number.NaN }) => begun));
}
