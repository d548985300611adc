import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { resultCodeOf } from '../../base/result-error.ts';
import { SuiteError } from '../../base/suite-error.ts';
import { type Terminal, thisTerminal } from '../../base/terminal.ts';
import { processSettings } from '../../record/process-settings.ts';
import { EXIT_CODES } from '../../record/run-record.ts';
import { beginRun, endRun } from '../conduct-run.ts';
import type { PreparedRun } from '../prepare-run.ts';
import { selectedRun } from './selected-run.ts';

/** Lets Playwright conduct a run: begins it before the first lane, ends it after the last, and sets the exit code. */
export default class RunReporter implements Reporter {
  readonly #terminal: Terminal;
  readonly #testErrors: string[] = [];
  #run: PreparedRun | undefined;
  #refused = false;

  constructor(options: { terminal?: Terminal } = {}) {
    this.#terminal = options.terminal ?? thisTerminal(processSettings());
  }

  printsToStdio(): boolean {
    return false;
  }

  async preprocess({ config, suite }: { config: FullConfig; suite: Suite }): Promise<void> {
    if (process.argv.includes('--list')) return;
    try {
      const selected = selectedRun(suite);
      if (selected === undefined) return;
      const say = (line: string) => this.#terminal.write(`${line}\n`);
      this.#run = await beginRun({
        ...selected,
        workers: config.workers,
        browser: processSettings().browser,
        say,
      });
    } catch (error) {
      this.#refused = true;
      throw readable(error);
    }
  }

  /** What went wrong outside of the tests, such as a spec file that cannot be loaded: its lane is missing then. */
  onError(error: TestError): void {
    this.#testErrors.push(firstLineOf(error));
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === 'passed' || result.status === 'skipped' || result.status === 'interrupted') return;
    for (const error of result.errors) {
      const firstLine = firstLineOf(error);
      // The record has the results; any other failure is a test that could not do its work.
      if (resultCodeOf(firstLine) === undefined) this.#testErrors.push(`${test.title}: ${firstLine}`);
    }
  }

  async onEnd(result: FullResult): Promise<{ status?: FullResult['status'] } | undefined> {
    if (this.#refused) setExitCode(EXIT_CODES['could not run']);
    if (this.#run === undefined) return undefined;
    const interrupted = result.status === 'interrupted' || result.status === 'timedout';
    const end = { testErrors: this.#testErrors, interrupted };
    const outcome = await endRun(this.#run, end, (text) => this.#terminal.write(text));
    setExitCode(EXIT_CODES[outcome]);
    return { status: interrupted ? result.status : outcome === 'pass' ? 'passed' : 'failed' };
  }
}

/** Playwright sets an exit code too, and the exit handler runs after that. */
function setExitCode(code: number): void {
  process.once('exit', () => {
    process.exitCode = code;
  });
}

/** The message of a SuiteError says everything, so its stack is left out. */
function readable(error: unknown): unknown {
  if (error instanceof SuiteError) error.stack = error.message;
  return error;
}

function firstLineOf({ message = '', value = '' }: TestError): string {
  return stripAnsi(message === '' ? value : message).split('\n')[0] ?? '';
}

function stripAnsi(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour code is.
  return text.replaceAll(/\u001b\[[0-9;]*m/g, '');
}
