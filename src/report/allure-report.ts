import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { RunFolder } from '../run/run-folder.ts';
import { SuiteError } from '../run/suite-error.ts';
import { writeGlobals } from './allure-globals.ts';
import { belongsIntoHistory, comparableHistory, historyWith } from './allure-history.ts';
import { allureMetrics } from './allure-metrics.ts';
import { ownPage } from './allure-page.ts';
import type { RunRecord } from './run-record.ts';

/** Name of the folder with Allure's results, in the run's folder. */
export const ALLURE_RESULTS = 'allure-results';

const PROJECT = resolve(import.meta.dirname, '../..');
const HISTORY_FILE = 'allure-history.jsonl';
const REPORT_FOLDER = 'allure-report';

/** A run with its record. */
interface ReportedRun {
  readonly run: RunFolder;
  readonly record: RunRecord;
}

/**
 * Generates the Allure report of a run into its folder and keeps its figures in the history beside the runs. It may
 * be done again: the report is replaced, and the history has the run once.
 *
 * @param reportsFolder where the history of all runs lies, usually `reports`
 * @returns path of the report's only page
 * @throws SuiteError when the run left nothing to report on; Error with Allure's own words when it fails
 */
export async function generateReport(run: RunFolder, reportsFolder: string): Promise<string> {
  return generate([{ run, record: readRecord(run) }], run, reportsFolder);
}

/**
 * Generates one report over runs of several machines into `merged` beside the runs. The report goes by the first one's
 * name; it compares with reports over as many machines.
 *
 * @returns path of the report's only page
 * @throws as {@link generateReport} does
 */
export async function generateMergedReport(
  runs: readonly [RunFolder, ...RunFolder[]],
  reportsFolder: string,
): Promise<string> {
  const [first, ...others] = runs.map((run) => ({ run, record: readRecord(run) }));
  if (first === undefined) throw new Error('report: no run to merge');
  const place = new RunFolder(resolve(reportsFolder, 'merged', first.record.runId));
  return generate([first, ...others], place, reportsFolder);
}

async function generate(
  runs: readonly [ReportedRun, ...ReportedRun[]],
  place: RunFolder,
  reportsFolder: string,
): Promise<string> {
  const [{ record }] = runs;
  const results = runs.map(writeBesideResults);
  mkdirSync(place.path, { recursive: true });
  const history = join(reportsFolder, HISTORY_FILE);
  const known = () => (existsSync(history) ? readFileSync(history, 'utf8') : '');
  const scratch = mkdtempSync(join(tmpdir(), 'desk-studio-report-'));
  const ownHistory = join(scratch, HISTORY_FILE);
  const draft = place.file(`${REPORT_FOLDER}.draft`);
  try {
    writeFileSync(ownHistory, comparableHistory(known(), record, runs.length));
    rmSync(draft, { recursive: true, force: true });
    await runAllure([join(PROJECT, 'allurerc.mjs'), draft, ...results], {
      ALLURE_RUN_FOLDER: runs.map(({ run }) => run.path).join(delimiter),
      ALLURE_RUN_HISTORY: ownHistory,
    });
    const page = join(draft, 'index.html');
    writeFileSync(page, ownPage(readFileSync(page, 'utf8')));
    rmSync(place.file(REPORT_FOLDER), { recursive: true, force: true });
    renameSync(draft, place.file(REPORT_FOLDER));
    if (runs.every((each) => belongsIntoHistory(each.record))) {
      const newLine = readFileSync(ownHistory, 'utf8').trimEnd().split('\n').at(-1) ?? '';
      writeFileSync(`${history}.draft`, historyWith(known(), newLine));
      renameSync(`${history}.draft`, history);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(draft, { recursive: true, force: true });
  }
  return place.file(join(REPORT_FOLDER, 'index.html'));
}

/** Puts the run's figures, and what it has as a whole, among its results; gives their folder. */
function writeBesideResults({ run, record }: ReportedRun): string {
  const results = run.file(ALLURE_RESULTS);
  writeFileSync(join(results, `${record.runId}-perf.json`), JSON.stringify(allureMetrics(record).metrics));
  writeGlobals(run, record, results);
  return results;
}

function readRecord(run: RunFolder): RunRecord {
  const record = run.read<RunRecord>('summary.json');
  if (record !== undefined && existsSync(run.file(ALLURE_RESULTS))) return record;
  throw new SuiteError('BAD_SETTING', {
    checked: `the run to report on, ${run.path}`,
    found: record === undefined ? 'no summary.json: it never got to its end' : `no ${ALLURE_RESULTS}`,
    right: 'a run that measured something; "npm run report <run id>" takes one of the folders in runs',
  });
}

function runAllure(args: readonly string[], variables: Record<string, string>): Promise<void> {
  const script = join(import.meta.dirname, 'allure-generate.ts');
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
