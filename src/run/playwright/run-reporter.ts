import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
  TestRun,
} from '@playwright/test/reporter';
import { resultCodeOf } from '../../base/result-error.ts';
import { type Terminal, thisTerminal } from '../../base/terminal.ts';
import { withShortCollections } from '../../measure/garbage-collection.ts';
import { ownFaultIn } from '../../measure/own-faults.ts';
import { processSettings } from '../../record/process-settings.ts';
import { leaveRun } from '../../record/run-folder.ts';
import { EXIT_CODES, type RunOutcome } from '../../record/run-record.ts';
import { beginRun, endRun } from '../conduct-run.ts';
import { distrustSoFar } from '../distrust-of-run.ts';
import type { PreparedRun } from '../prepare-run.ts';
import { endWithoutTraffic } from './end-without-traffic.ts';
import { refuseOptions } from './refuse-options.ts';
import { excludeLanes, leaveOutJourneys, nameRoundsAlone, selectedRun } from './selected-run.ts';

/** What Playwright's own reporters write to the standard output as a document, which no other line may be part of. */
const DOCUMENTS: readonly string[] = ['json', 'junit'];

/** What Playwright is about to run. */
interface SelectedTests {
  readonly config: FullConfig;
  readonly suite: Suite;
  readonly testRun: TestRun;
}

/** Lets Playwright conduct a run: begins it before the first lane, ends it after the last, and sets the exit code. */
export class RunReporter implements Reporter {
  readonly #terminal: Terminal;
  readonly #testErrors: string[] = [];
  readonly #ownFaults: string[] = [];
  #run: PreparedRun | undefined;
  #refused: RunOutcome | undefined;
  #writesDocument = false;

  constructor(options: { terminal?: Terminal } = {}) {
    this.#terminal = options.terminal ?? thisTerminal(processSettings());
  }

  printsToStdio(): boolean {
    return false;
  }

  /** Whether a run is on: the suite's own tests are none. */
  get isOn(): boolean {
    return this.#run !== undefined;
  }

  /** Why the run judges nothing, as far as it is known; undefined when its measurement can be trusted. */
  distrust(): string | undefined {
    return this.#run && distrustSoFar(this.#run.folder, this.#ownFaults);
  }

  async preprocess({ config, suite, testRun }: SelectedTests): Promise<void> {
    if (process.argv.includes('--list')) return;
    setExitCode(undefined);
    this.#writesDocument = config.reporter.some(([name]) => DOCUMENTS.includes(name));
    try {
      const { journeys, browser } = processSettings();
      leaveOutJourneys(suite, testRun, journeys);
      const selected = selectedRun(suite, config.filteredProjects, process.argv);
      if (selected === undefined) return;
      refuseOptions({ config, run: selected, tests: suite.allTests(), argv: process.argv });
      // After a Ctrl-C from here on Playwright would exit with a code of its own.
      setExitCode(EXIT_CODES['could not run']);
      const { workers } = config;
      const say = (line: string) => this.#print(`${line}\n`);
      this.#run = await beginRun({ ...selected, workers, browser, say });
      // The workers inherit it; an embedded target, which is running by now, does not.
      process.env.NODE_OPTIONS = withShortCollections(process.env.NODE_OPTIONS);
      const { lanes } = this.#run.plan;
      excludeLanes(suite, testRun, (lane) => !lanes.includes(lane));
      if (!lanes.includes('traffic')) nameRoundsAlone(suite);
    } catch (error) {
      this.#refused = ownFaultIn(String(error)) === undefined ? 'could not run' : 'invalid';
      throw error;
    }
  }

  #print(text: string): void {
    if (this.#writesDocument) process.stderr.write(text);
    else this.#terminal.write(text);
  }

  /** What went wrong outside of the tests, such as a spec file that cannot be loaded: its lane is missing then. */
  onError(error: TestError): void {
    this.#testErrors.push(firstLineOf(error));
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === 'passed' || result.status === 'skipped' || result.status === 'interrupted') return;
    if (this.#run !== undefined) endWithoutTraffic(test, result, this.#run);
    for (const error of result.errors) {
      const firstLine = firstLineOf(error);
      const ownFault = ownFaultIn(firstLine);
      if (ownFault !== undefined) this.#ownFaults.push(ownFault);
      // The record has the results; any other failure is a test that could not do its work.
      if (resultCodeOf(firstLine) === undefined) this.#testErrors.push(`${test.title}: ${firstLine}`);
    }
  }

  async onEnd(result: FullResult): Promise<{ status?: FullResult['status'] } | undefined> {
    if (this.#refused !== undefined) setExitCode(EXIT_CODES[this.#refused]);
    if (this.#run === undefined) return undefined;
    const interrupted = result.status === 'interrupted' || result.status === 'timedout';
    const end = { testErrors: this.#testErrors, ownFaults: this.#ownFaults, interrupted };
    const outcome = await endRun(this.#run, end, (text) => this.#print(text));
    setExitCode(EXIT_CODES[outcome]);
    leaveRun();
    return { status: interrupted ? result.status : outcome === 'pass' ? 'passed' : 'failed' };
  }
}

let exitCode: number | undefined;
let isExitWatched = false;

/** Playwright sets an exit code too, and the exit handler runs after that. In a test server the last run decides. */
function setExitCode(code: number | undefined): void {
  exitCode = code;
  if (isExitWatched) return;
  isExitWatched = true;
  process.once('exit', () => {
    if (exitCode !== undefined) process.exitCode = exitCode;
  });
}

function firstLineOf({ message = '', value = '' }: TestError): string {
  return stripAnsi(message === '' ? value : message).split('\n')[0] ?? '';
}

function stripAnsi(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour code is.
  return text.replaceAll(/\u001b\[[0-9;]*m/g, '');
}
