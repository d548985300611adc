import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { RunFolder } from '../run/run-folder.ts';
import { SuiteError } from '../run/suite-error.ts';
import { belongsIntoHistory, comparableHistory, historyWith } from './allure-history.ts';
import { allureMetrics } from './allure-metrics.ts';
import { ownPage } from './allure-page.ts';
import type { RunRecord } from './run-record.ts';

/** Name of the folder with Allure's results, in the run's folder. */
export const ALLURE_RESULTS = 'allure-results';

const PROJECT = resolve(import.meta.dirname, '../..');
const HISTORY_FILE = 'allure-history.jsonl';
const REPORT_FOLDER = 'allure-report';

/**
 * Generates the Allure report of a run into its folder and keeps its figures in the history beside the runs. It may
 * be done again: the report is replaced, and the history has the run once.
 *
 * @param reportsFolder where the history of all runs lies, usually `reports`
 * @returns path of the report's only page
 * @throws SuiteError when the run left nothing to report on; Error with Allure's own words when it fails
 */
export async function generateReport(run: RunFolder, reportsFolder: string): Promise<string> {
  const record = readRecord(run);
  const results = run.file(ALLURE_RESULTS);
  writeFileSync(join(results, `${record.runId}-perf.json`), JSON.stringify(allureMetrics(record).metrics));

  const history = join(reportsFolder, HISTORY_FILE);
  const known = () => (existsSync(history) ? readFileSync(history, 'utf8') : '');
  const scratch = mkdtempSync(join(tmpdir(), 'desk-studio-report-'));
  const ownHistory = join(scratch, HISTORY_FILE);
  const draft = run.file(`${REPORT_FOLDER}.draft`);
  try {
    writeFileSync(ownHistory, comparableHistory(known(), record));
    rmSync(draft, { recursive: true, force: true });
    await runAllure(['generate', '--config', join(PROJECT, 'allurerc.mjs'), '--output', draft, results], {
      ALLURE_RUN_FOLDER: run.path,
      ALLURE_RUN_HISTORY: ownHistory,
    });
    const page = join(draft, 'index.html');
    writeFileSync(page, ownPage(readFileSync(page, 'utf8')));
    rmSync(run.file(REPORT_FOLDER), { recursive: true, force: true });
    renameSync(draft, run.file(REPORT_FOLDER));
    if (belongsIntoHistory(record)) {
      const newLine = readFileSync(ownHistory, 'utf8').trimEnd().split('\n').at(-1) ?? '';
      writeFileSync(`${history}.draft`, historyWith(known(), newLine));
      renameSync(`${history}.draft`, history);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(draft, { recursive: true, force: true });
  }
  return run.file(join(REPORT_FOLDER, 'index.html'));
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
  const cli = join(dirname(createRequire(import.meta.url).resolve('allure')), '../cli.js');
  return new Promise((resolveRun, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
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
      else reject(new Error(`allure generate ended with ${signal ?? `code ${code}`}: ${said.trim()}`));
    });
  });
}
