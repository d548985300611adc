import { appendFileSync, existsSync } from 'node:fs';
import { attempt } from '../base/attempt.ts';
import { compareRuns } from '../compare/compare-runs.ts';
import type { Comparison } from '../compare/comparison.ts';
import { findEarlierRun, readMeasuredRun } from '../compare/find-runs.ts';
import { RUN_FILES } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { RunView } from '../view/run-view.ts';
import { operationsCsv } from './csv/operations-csv.ts';
import { htmlReport } from './html/page.ts';
import { junitXml } from './junit/junit-xml.ts';
import { k6SummaryJson } from './k6/k6-summary.ts';
import { type Artefact, markdownSummary } from './markdown/summary.ts';
import { summaryText } from './text/summary.ts';

/** What an output may say in addition to the view of its run. */
interface Surroundings {
  /** With the last valid run of the same kind; undefined when there is none. */
  readonly comparison: Comparison | undefined;
  /** The files that are there already, for links. */
  readonly artefacts: readonly Artefact[];
}

/** One file that a run leaves. */
export interface Output {
  /** Its name in the run's folder. */
  readonly file: string;
  /** Its name where other outputs link to it; without one, none does. */
  readonly title?: string;
  readonly text: (view: RunView, surroundings: Surroundings) => string;
}

/** Every output that a run leaves, in the order in which they are written: a new one is a function and a line here. */
export const OUTPUTS: readonly Output[] = [
  { file: RUN_FILES.summaryText, text: summaryText },
  {
    file: RUN_FILES.htmlReport,
    title: 'Performance report',
    text: (view) => htmlReport(view),
  },
  { file: RUN_FILES.operationsCsv, title: 'Operations as CSV', text: operationsCsv },
  { file: RUN_FILES.junit, title: 'JUnit', text: junitXml },
  { file: RUN_FILES.k6Summary, title: "k6's summary", text: k6SummaryJson },
  // Last: it links to the others.
  { file: RUN_FILES.summaryMarkdown, text: markdownSummary },
];

/** Where the outputs go. */
export interface OutputPlace {
  readonly folder: RunFolder;
  /** Where earlier runs are, to compare with the last one. */
  readonly reportsFolder: string;
  readonly env: NodeJS.ProcessEnv;
  say(line: string): void;
  /** Gets the name of each file that could not be made or written. */
  failed?(file: string): void;
}

/**
 * Writes all outputs of a run, and its comparison with the run before as `comparison.json`. Within a GitHub workflow it
 * also appends `summary.md` to the job's summary. A writer that fails costs its own output and one line: it never
 * changes the outcome of the run or another output.
 *
 * @returns the texts that were made, by their files, whether or not they could be written
 */
export function writeOutputs(
  view: RunView,
  place: OutputPlace,
  outputs: readonly Output[] = OUTPUTS,
): ReadonlyMap<string, string> {
  const { folder, env, say } = place;
  const made = <T>(what: string, make: () => T): T | undefined =>
    attempt(make, (why) => {
      say(`${what} could not be made: ${why}`);
      place.failed?.(what);
    });
  const comparison = made(RUN_FILES.comparison, () => compared(view, place));
  const texts = new Map<string, string>();
  for (const { file, text } of outputs)
    made(file, () => {
      const written = text(view, { comparison, artefacts: artefactsOf(folder, env, outputs) });
      texts.set(file, written);
      folder.writeText(file, written);
    });
  const markdown = texts.get(RUN_FILES.summaryMarkdown);
  const { GITHUB_STEP_SUMMARY: jobSummary } = env;
  if (markdown !== undefined && jobSummary)
    made("the job's summary", () => appendFileSync(jobSummary, `${markdown}\n`));
  return texts;
}

function compared(
  { record, slices }: RunView,
  { folder, reportsFolder }: OutputPlace,
): Comparison | undefined {
  const earlier = findEarlierRun(reportsFolder, record, 'last valid');
  if (earlier === undefined) return undefined;
  const made = compareRuns(readMeasuredRun(earlier), { record, slices });
  folder.write(RUN_FILES.comparison, made);
  return made;
}

/**
 * Links to what people can open. Within a GitHub workflow a file has no address until it is uploaded, so the link goes to
 * the page of the workflow's run, which lists its artifacts.
 */
function artefactsOf(folder: RunFolder, env: NodeJS.ProcessEnv, outputs: readonly Output[]): Artefact[] {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (server !== undefined && repository !== undefined && run !== undefined)
    return [
      {
        name: `Artifacts of the workflow's run (reports/runs/${folder.runId})`,
        href: `${server}/${repository}/actions/runs/${run}#artifacts`,
      },
    ];
  const record = { file: RUN_FILES.summary, title: 'Record of the run' };
  return [record, ...outputs].flatMap(({ file, title }) =>
    title !== undefined && existsSync(folder.place(file)) ? [{ name: title, href: file }] : [],
  );
}
