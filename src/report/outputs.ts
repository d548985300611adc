import { appendFileSync, existsSync } from 'node:fs';
import { compareRuns } from '../compare/compare-runs.ts';
import type { Comparison } from '../compare/comparison.ts';
import { findEarlierRun, readMeasuredRun } from '../compare/find-runs.ts';
import { RUN_FILES } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { RunView } from '../view/run-view.ts';
import { operationsCsv } from './csv/operations-csv.ts';
import { junitXml } from './junit/junit-xml.ts';
import { k6Summary } from './k6/k6-summary.ts';
import { type Artefact, markdownSummary } from './markdown/summary.ts';

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
export function writeExports(view: RunView, { folder, reportsFolder, env, say }: ExportPlace): void {
  const attempt = <T>(what: string, make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      say(`${what} could not be made: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const { record, slices } = view;
  attempt(RUN_FILES.junit, () => folder.writeText(RUN_FILES.junit, junitXml(record)));
  attempt(RUN_FILES.k6Summary, () => {
    folder.writeText(RUN_FILES.k6Summary, `${JSON.stringify(k6Summary(view), undefined, 4)}\n`);
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
    const markdown = markdownSummary(view, { comparison, artefacts: artefactsOf(folder, env) });
    folder.writeText(RUN_FILES.summaryMarkdown, markdown);
    if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, `${markdown}\n`);
  });
}

const FILES = [
  ['Performance report', RUN_FILES.htmlReport],
  ['Record of the run', RUN_FILES.summary],
  ['Operations as CSV', RUN_FILES.operationsCsv],
  ['JUnit', RUN_FILES.junit],
  ["k6's summary", RUN_FILES.k6Summary],
] as const;

/**
 * What the run left for people to open. Within a workflow of GitHub a file has no address of its own until it is
 * uploaded, so the link is the one of the workflow's run, where its artifacts are.
 */
export function artefactsOf(folder: RunFolder, env: NodeJS.ProcessEnv): Artefact[] {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (server !== undefined && repository !== undefined && run !== undefined)
    return [
      {
        name: `Artifacts of the workflow's run (reports/runs/${folder.runId})`,
        href: `${server}/${repository}/actions/runs/${run}#artifacts`,
      },
    ];
  return FILES.filter(([, file]) => existsSync(folder.file(file))).map(([name, file]) => ({
    name,
    href: file,
  }));
}
