import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestResult,
} from '@playwright/test/reporter';
import { SuiteError } from '../base/suite-error.ts';
import { type Terminal, thisTerminal } from '../base/terminal.ts';
import { EXIT_CODES } from '../record/exit-code.ts';
import { loadTables } from '../record/load-tables.ts';
import { RUN_FOLDER_VARIABLE } from '../record/run-folder.ts';
import { writeExports } from '../report/export/write-exports.ts';
import { writeHtmlReport } from '../report/html/write-html-report.ts';
import { summaryText } from '../report/summary-text.ts';
import { readRunSettings } from '../settings/run-settings.ts';
import { cleanUp } from './clean-up.ts';
import { composeRecord } from './compose-record.ts';
import { type PreparedRun, prepareRun } from './prepare-run.ts';
import { type SelectedRun, selectedRun } from './selected-run.ts';

/** Failures by these are the run's result; any other is a test that could not do its work. */
const RESULT_ERRORS = /^(LimitsBroken|TargetGone|MeasurementInvalid):/;

/**
 * Gives a run its frame: prepares it before the first lane starts, and when the last one has ended removes the test
 * data, puts the record together, writes and prints the summary, stops the sandbox and sets the exit code.
 */
export default class RunReporter implements Reporter {
  readonly #terminal: Terminal;
  readonly #testErrors: string[] = [];
  #run: PreparedRun | undefined;
  #refused = false;

  constructor(options: { terminal?: Terminal } = {}) {
    this.#terminal = options.terminal ?? thisTerminal();
  }

  printsToStdio(): boolean {
    return false;
  }

  async preprocess({ config, suite }: { config: FullConfig; suite: Suite }): Promise<void> {
    if (process.argv.includes('--list')) return;
    try {
      const selected = selectedRun(suite);
      if (selected === undefined) return;
      checkWorkers(config, selected.lanes);
      checkBrowser(selected);
      this.#run = await prepareRun({ ...selected, say: (line) => this.#terminal.write(`${line}\n`) });
      process.env[RUN_FOLDER_VARIABLE] = this.#run.folder.path;
    } catch (error) {
      this.#refused = true;
      throw readable(error);
    }
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === 'passed' || result.status === 'skipped' || result.status === 'interrupted') return;
    for (const { message = '' } of result.errors) {
      const firstLine = stripAnsi(message).split('\n')[0] ?? '';
      if (!RESULT_ERRORS.test(firstLine)) this.#testErrors.push(`${test.title}: ${firstLine}`);
    }
  }

  async onEnd(result: FullResult): Promise<{ status?: FullResult['status'] } | undefined> {
    if (this.#refused) setExitCode(EXIT_CODES['could not run']);
    const run = this.#run;
    if (run === undefined) return undefined;
    const { folder, plan, target, session, sandbox } = run;
    const testData = await cleanUp(folder, plan, target, session).catch(() => undefined);
    await sandbox?.stop();
    const { outputFolder, slaCounts } = readRunSettings(process.env);
    const interrupted = result.status === 'interrupted' || result.status === 'timedout';
    const record = composeRecord(folder, plan, loadTables(), {
      testErrors: this.#testErrors,
      interrupted,
      testData,
      slaCounts,
    });
    const text = summaryText(record);
    folder.write('summary.json', record);
    folder.writeText('summary.txt', text);
    const say = (line: string) => this.#terminal.write(`${line}\n`);
    const page = writeHtmlReport(record, folder, say);
    writeExports(record, { folder, reportsFolder: outputFolder, env: process.env, say });
    this.#terminal.write(`\n${text}\nThe run: ${folder.path}\nThe report: npm run report\n`);
    if (page !== undefined) say(`As one page: ${page}`);
    setExitCode(EXIT_CODES[record.outcome]);
    return { status: interrupted ? result.status : record.outcome === 'pass' ? 'passed' : 'failed' };
  }
}

/** The lanes of a scenario run side by side, so each needs a worker. */
function checkWorkers(config: FullConfig, lanes: readonly string[]): void {
  if (!lanes.includes('traffic') || config.workers >= lanes.length) return;
  throw new SuiteError('NOT_ENOUGH_WORKERS', {
    checked: 'the number of workers (--workers)',
    found: `${config.workers} for ${lanes.length} lanes (${lanes.join(', ')})`,
    right: `at least ${lanes.length}, as the config has it: the lanes of a scenario run side by side`,
  });
}

/** The journeys are measured in a browser; the config names the one that it found to all processes. */
function checkBrowser({ scenario, lanes }: SelectedRun): void {
  const needsOne = scenario !== 'baseline' && lanes.some((lane) => lane !== 'traffic');
  if (!needsOne || process.env.DESK_BROWSER !== undefined) return;
  throw new SuiteError('BROWSER_MISSING', {
    checked: "Playwright's own Chromium, and the well-known places of Chromium and Chrome",
    found: 'no browser',
    right: 'one of them, which `node scripts/provide-browser.ts` installs, or its path in DESK_BROWSER',
  });
}

/** Playwright ends the process by a code of its own; the last word is had in the exit handler. */
function setExitCode(code: number): void {
  process.once('exit', () => {
    process.exitCode = code;
  });
}

/** A message that says it all needs no stack. */
function readable(error: unknown): unknown {
  if (error instanceof SuiteError) error.stack = error.message;
  return error;
}

function stripAnsi(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour code is.
  return text.replaceAll(/\u001b\[[0-9;]*m/g, '');
}
