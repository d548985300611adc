import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { bareFigure } from '../../base/format.ts';
import { makeOwnFolder } from '../../base/own-folder.ts';
import { SuiteError } from '../../base/suite-error.ts';
import { ALLURE_HISTORY, RUN_FILES, RUN_FOLDERS } from '../../record/run-files.ts';
import type { RunFolder } from '../../record/run-folder.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { type RunView, readRunView } from '../../view/run-view.ts';
import { drawSlices } from '../attachments/charts.ts';
import { outageLines } from '../words/failures.ts';
import { belongsIntoHistory, comparableHistory, historyWith } from './history.ts';
import { allureMetrics } from './metrics.ts';
import {
  ALLURE_ENDINGS,
  type AllureStep,
  FINDINGS_STEP,
  findingResults,
  findingsStep,
  isTrafficResult,
} from './result-steps.ts';

const PROJECT = resolve(import.meta.dirname, '../../..');
/** Allure's application is 4 MB in each page: pages lie next to the runs, and a run's folder holds what was measured. */
const REPORTS = 'allure';

/**
 * Generates the Allure report of a run, `allure/<run id>` next to the runs, and keeps its figures in the history there. It
 * may be done again: the report is replaced, and the history has the run once.
 *
 * @param reportsFolder where the history of all runs lies, usually `reports`
 * @returns path of the report's only page
 * @throws SuiteError when the run left nothing to report on; Error with Allure's own words when it fails
 */
export async function generateReport(run: RunFolder, reportsFolder: string): Promise<string> {
  const view = reportedView(run);
  const { record } = view;
  const page = resolve(reportsFolder, REPORTS, run.runId, 'index.html');
  const results = writeBesideResults(run, view);
  const folder = dirname(page);
  const draft = `${folder}.draft`;
  mkdirSync(dirname(folder), { recursive: true });
  const history = join(reportsFolder, ALLURE_HISTORY);
  const known = () => (existsSync(history) ? readFileSync(history, 'utf8') : '');
  const scratch = mkdtempSync(join(tmpdir(), 'desk-studio-report-'));
  const ownHistory = join(scratch, ALLURE_HISTORY);
  try {
    writeFileSync(ownHistory, comparableHistory(known(), record));
    rmSync(draft, { recursive: true, force: true });
    await runAllure([join(PROJECT, 'allurerc.mjs'), draft, results], {
      ALLURE_RUN_FOLDER: run.path,
      ALLURE_RUN_HISTORY: ownHistory,
    });
    const drafted = join(draft, basename(page));
    writeFileSync(drafted, ownPage(readFileSync(drafted, 'utf8')));
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
    // It shows what the run's folder holds.
    makeOwnFolder(folder);
    if (belongsIntoHistory(record)) {
      const newLine = readFileSync(ownHistory, 'utf8').trimEnd().split('\n').at(-1) ?? '';
      // Two runs may end at the same time: each has a draft, and the other's line is read right before.
      const historyDraft = `${history}.${process.pid}.draft`;
      writeFileSync(historyDraft, historyWith(known(), newLine, record));
      renameSync(historyDraft, history);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(draft, { recursive: true, force: true });
  }
  return page;
}

/** Puts the run's figures, and what it has as a whole, among its results; gives their folder. */
function writeBesideResults(run: RunFolder, view: RunView): string {
  const { record } = view;
  const results = run.file(RUN_FOLDERS.allureResults);
  writeFileSync(
    join(results, record.runId + ALLURE_ENDINGS.performance),
    JSON.stringify(allureMetrics(view).metrics),
  );
  writeGlobals(run, record, results);
  for (const result of findingResults(record))
    writeFileSync(join(results, result.uuid + ALLURE_ENDINGS.result), JSON.stringify(result));
  addFindingsToTraffic(record, results);
  return results;
}

/** The test of the traffic gets a step for each finding, at its end. A report that is made again replaces it. */
function addFindingsToTraffic(record: RunRecord, results: string): void {
  const step = findingsStep(record);
  if (step === undefined) return;
  for (const name of readdirSync(results).filter((file) => file.endsWith(ALLURE_ENDINGS.result))) {
    const path = join(results, name);
    const result = JSON.parse(readFileSync(path, 'utf8')) as { fullName?: string; steps?: AllureStep[] };
    if (!isTrafficResult(result)) continue;
    const steps = (result.steps ?? []).filter((each) => each.name !== FINDINGS_STEP);
    writeFileSync(path, JSON.stringify({ ...result, steps: [...steps, step] }));
  }
}

function reportedView(run: RunFolder): RunView {
  const view = readRunView(run);
  if (view !== undefined && existsSync(run.file(RUN_FOLDERS.allureResults))) return view;
  throw new SuiteError('BAD_SETTING', {
    checked: `the run to report on, ${run.path}`,
    found:
      view === undefined ? 'no summary.json: it never got to its end' : `no ${RUN_FOLDERS.allureResults}`,
    right: 'a run that measured something; "npm run report <run id>" takes one of the folders in runs',
  });
}

function runAllure(args: readonly string[], variables: Record<string, string>): Promise<void> {
  const script = join(import.meta.dirname, 'generate.ts');
  return new Promise((resolveRun, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: PROJECT,
      env: { ...process.env, ...variables, FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-2_000);
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolveRun();
      else reject(new Error(`the report's process ended with ${signal ?? `code ${code}`}: ${said.trim()}`));
    });
  });
}

/** Allure 3.18 loads a script from Google each time its page opens and has no option against it. */
const ANALYTICS =
  /<script async src="https:\/\/www\.googletagmanager\.com\/[^>]*><\/script>\s*<script>.*?<\/script>/s;

/** Without a height the frames of HTML attachments show only two rows of a table. */
const STYLE =
  '<style>[data-testid="html-attachment-preview"] iframe{height:min(60vh,380px);resize:vertical}</style>';

/** Allure's page without network requests and with readable tables. */
function ownPage(html: string): string {
  return html.replace(ANALYTICS, '').replace('</head>', `${STYLE}\n</head>`);
}

/**
 * What a run has as a whole, by its file in the run's folder; those that it has not are left out. Not junit.xml, which
 * Allure would read as results of further tests.
 */
const FILES: readonly [file: string, name: string, contentType: string][] = [
  [RUN_FILES.htmlReport, 'performance report', 'text/html'],
  [RUN_FILES.summaryText, 'summary', 'text/plain'],
  [RUN_FILES.operationsCsv, RUN_FILES.operationsCsv, 'text/csv'],
];

function loadOf({ vus, ratePerSecond }: RunRecord): string {
  return ratePerSecond === undefined ? `${vus} VUs` : `${bareFigure(ratePerSecond, 'per second')} arrivals/s`;
}

/**
 * Puts what belongs to the run as a whole among Allure's results: its report, its picture and its summary as
 * attachments, and why it ended as it did and the target's outages as errors.
 */
function writeGlobals(run: RunFolder, record: RunRecord, resultsFolder: string): void {
  const { runId, endedAt, reasons, outcome } = record;
  const timestamp = Date.parse(endedAt);
  const attachments = FILES.flatMap(([file, name, type]) => {
    if (!existsSync(run.file(file))) return [];
    const source = `${runId}-${file.replace(/\.\w+$/, '')}-attachment${extname(file)}`;
    copyFileSync(run.file(file), join(resultsFolder, source));
    return [{ name, source, type, timestamp }];
  });
  const slices = record.traffic?.slices ?? [];
  if (slices.length > 0) {
    const source = `${runId}-latency-attachment.svg`;
    writeFileSync(
      join(resultsFolder, source),
      drawSlices(slices, `${record.scenario}: latency over time under ${loadOf(record)}`),
    );
    attachments.unshift({ name: 'latency over time', source, type: 'image/svg+xml', timestamp });
  }
  const why = outcome === 'pass' ? [] : reasons.map(({ text }) => text);
  // An outage is an error of the target, though a long run may hold its limits in spite of it. One to the end is a reason, too.
  const errors = [...new Set([...why, ...outageLines(record)])].map((message) => ({ message, timestamp }));
  writeFileSync(join(resultsFolder, runId + ALLURE_ENDINGS.globals), JSON.stringify({ attachments, errors }));
}
