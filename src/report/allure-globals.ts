import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { readSlices } from '../measure/slice-file.ts';
import { RUN_FILES } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { RunRecord } from '../record/run-record.ts';
import { drawSlices } from './slices-chart.ts';

/**
 * What a run has as a whole, by its file in the run's folder; those that it has not are left out. Not junit.xml, which
 * Allure would read as results of further tests.
 */
const FILES: readonly [file: string, name: string, contentType: string][] = [
  [RUN_FILES.htmlReport, 'performance report', 'text/html'],
  [RUN_FILES.summaryText, 'summary', 'text/plain'],
  [RUN_FILES.operationsCsv, RUN_FILES.operationsCsv, 'text/csv'],
];

/**
 * Puts what belongs to the run as a whole among Allure's results: its report, its picture and its summary as
 * attachments, and why it ended as it did as errors. In the results, and not in a config, so that they travel with
 * them to a report over several machines.
 */
export function writeGlobals(run: RunFolder, record: RunRecord, resultsFolder: string): void {
  const { runId, endedAt, reasons, outcome } = record;
  const timestamp = Date.parse(endedAt);
  const attachments = FILES.flatMap(([file, name, type]) => {
    if (!existsSync(run.file(file))) return [];
    const source = `${runId}-${file.replace(/\.\w+$/, '')}-attachment${extname(file)}`;
    copyFileSync(run.file(file), join(resultsFolder, source));
    return [{ name, source, type, timestamp }];
  });
  const slices = readSlices(run.file(RUN_FILES.slices));
  if (slices.length > 0) {
    const source = `${runId}-latency-attachment.svg`;
    writeFileSync(
      join(resultsFolder, source),
      drawSlices(slices, `${record.scenario}: latency over time under ${record.vus} VUs`),
    );
    attachments.unshift({ name: 'latency over time', source, type: 'image/svg+xml', timestamp });
  }
  const errors = outcome === 'pass' ? [] : reasons.map(({ text: message }) => ({ message, timestamp }));
  writeFileSync(join(resultsFolder, `${runId}-globals.json`), JSON.stringify({ attachments, errors }));
}
