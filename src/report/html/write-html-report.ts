import { readSlices } from '../../measure/slice-file.ts';
import { RUN_FILES } from '../../record/run-files.ts';
import type { RunFolder } from '../../record/run-folder.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { theseFacts } from '../allure-environment.ts';
import { htmlReport } from './html-report.ts';
import { reportExtras } from './report-extras.ts';

/**
 * Writes the performance report beside the record. One that cannot be made is told in a line: a report never changes
 * the outcome of its run.
 *
 * @returns the path of the report, or undefined when there is none
 */
export function writeHtmlReport(
  record: RunRecord,
  folder: RunFolder,
  say: (line: string) => void,
): string | undefined {
  try {
    const extras = reportExtras(readSlices(folder.file(RUN_FILES.slices)), theseFacts());
    folder.writeText(RUN_FILES.htmlReport, htmlReport(record, extras));
    return folder.file(RUN_FILES.htmlReport);
  } catch (error) {
    say(
      `${RUN_FILES.htmlReport} could not be made: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}
