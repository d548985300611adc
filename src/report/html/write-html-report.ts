import { readSlices } from '../../measure/slice-file.ts';
import type { RunFolder } from '../../record/run-folder.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { theseFacts } from '../allure-environment.ts';
import { htmlReport } from './html-report.ts';
import { reportExtras } from './report-extras.ts';

/** Name of the report within its run's folder. */
export const HTML_REPORT = 'report.html';

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
    const extras = reportExtras(readSlices(folder.file('slices.jsonl')), theseFacts());
    folder.writeText(HTML_REPORT, htmlReport(record, extras));
    return folder.file(HTML_REPORT);
  } catch (error) {
    say(`${HTML_REPORT} could not be made: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
