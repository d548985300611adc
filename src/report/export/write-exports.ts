import { appendFileSync } from 'node:fs';
import { compareRuns } from '../../compare/compare-runs.ts';
import type { Comparison } from '../../compare/comparison.ts';
import { findEarlierRun, readMeasuredRun } from '../../compare/find-runs.ts';
import { readSlices } from '../../measure/slice-file.ts';
import { RUN_FILES } from '../../record/run-files.ts';
import type { RunFolder } from '../../record/run-folder.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { artefactsOf } from './artefacts.ts';
import { junitXml } from './junit-xml.ts';
import { k6Summary } from './k6-summary.ts';
import { markdownSummary } from './markdown-summary.ts';
import { operationsCsv } from './operations-csv.ts';

/** Where the outputs go, and who is told of one that could not be made. */
export interface ExportPlace {
  readonly folder: RunFolder;
  /** Where the runs lie among which an earlier one is looked for. */
  readonly reportsFolder: string;
  readonly env: NodeJS.ProcessEnv;
  say(line: string): void;
}

/**
 * Writes what machines and pull requests read: `junit.xml`, `k6-summary.json`, `operations.csv`, `comparison.json` and
 * `summary.md`, which within a GitHub workflow is appended to the job's summary as well. One that cannot be made is
 * told in a line and keeps nothing else from being made: an output never changes the outcome of its run.
 */
export function writeExports(record: RunRecord, { folder, reportsFolder, env, say }: ExportPlace): void {
  const attempt = <T>(what: string, make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      say(`${what} could not be made: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const slices = attempt('the histograms', () => readSlices(folder.file(RUN_FILES.slices))) ?? [];
  attempt(RUN_FILES.junit, () => folder.writeText(RUN_FILES.junit, junitXml(record)));
  attempt(RUN_FILES.k6Summary, () => {
    folder.writeText(RUN_FILES.k6Summary, `${JSON.stringify(k6Summary(record, slices), undefined, 4)}\n`);
  });
  attempt(RUN_FILES.operationsCsv, () => folder.writeText(RUN_FILES.operationsCsv, operationsCsv(record)));
  const comparison = attempt('the comparison', (): Comparison | undefined => {
    const earlier = findEarlierRun(reportsFolder, record, 'last valid');
    if (earlier === undefined) return undefined;
    const made = compareRuns(readMeasuredRun(earlier), { record, slices });
    folder.write(RUN_FILES.comparison, made);
    return made;
  });
  attempt(RUN_FILES.summaryMarkdown, () => {
    const markdown = markdownSummary(record, { comparison, artefacts: artefactsOf(folder, env) });
    folder.writeText(RUN_FILES.summaryMarkdown, markdown);
    if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, `${markdown}\n`);
  });
}
