import type { FullConfig, Reporter, Suite, TestCase, TestResult, TestStep } from '@playwright/test/reporter';
import { AllureReporter } from 'allure-playwright';
import { loadTables } from '../run/load-tables.ts';
import { RUN_FOLDER_VARIABLE, RunFolder } from '../run/run-folder.ts';
import { readRunPlan } from '../run/run-plan.ts';
import { allureEnvironment, theseFacts } from './allure-environment.ts';
import { type AllureLabel, allurePlace, labelValue, withPlace } from './allure-labels.ts';
import { ALLURE_RESULTS } from './allure-report.ts';

/**
 * Writes Allure's results into the run's own folder, so that the results of two runs never mix, with the suites and
 * the environment in the suite's words. Tests of the suite itself are no run and leave none. It has to come before
 * the run reporter, whose end is the end of the run.
 */
export default class AllureRunReporter implements Reporter {
  readonly #writing: Promise<void>[] = [];
  #allure: AllureReporter | undefined;

  printsToStdio(): boolean {
    return false;
  }

  /** The run's folder is known from here on: the run reporter prepares it before any reporter begins. */
  onBegin(config: FullConfig, suite: Suite): void {
    const path = process.env[RUN_FOLDER_VARIABLE];
    if (path === undefined) return;
    const folder = new RunFolder(path);
    const plan = readRunPlan(folder);
    const { journeys } = loadTables();
    this.#allure = new AllureReporter({
      resultsDir: folder.file(ALLURE_RESULTS),
      detail: false,
      ...(plan !== undefined && { environmentInfo: allureEnvironment(plan, theseFacts()) }),
      listeners: [
        { beforeTestResultWrite: (result) => place(result, (name) => journeys.get(name)?.operation) },
      ],
    });
    this.#allure.onConfigure(config);
    this.#allure.onBegin(suite);
  }

  onTestBegin(test: TestCase): void {
    this.#allure?.onTestBegin(test);
  }

  onStepBegin(test: TestCase, result: TestResult, step: TestStep): void {
    this.#allure?.onStepBegin(test, result, step);
  }

  onStepEnd(test: TestCase, result: TestResult, step: TestStep): void {
    this.#allure?.onStepEnd(test, result, step);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (this.#allure === undefined) return;
    this.#writing.push(this.#allure.onTestEnd(test, withoutPrompt(result)));
  }

  async onEnd(): Promise<void> {
    await Promise.all(this.#writing);
    await this.#allure?.onEnd();
  }
}

/** Playwright attaches a prompt for a language model to each failure: nothing that a reader of the report needs. */
function withoutPrompt(result: TestResult): TestResult {
  const attachments = result.attachments.filter(({ name }) => name !== 'error-context');
  return Object.create(result, { attachments: { value: attachments, enumerable: true } }) as TestResult;
}

/** What is changed of a result before it is written. */
interface PlacedResult {
  labels: AllureLabel[];
  titlePath?: string[];
  fullName?: string;
  readonly name?: string;
}

function place(result: PlacedResult, operationOf: (journey: string) => string | undefined): void {
  const scenario = labelValue(result.labels, 'parentSuite') ?? '';
  const specFile = labelValue(result.labels, 'suite') ?? '';
  const found = allurePlace(scenario, specFile, operationOf);
  result.labels = withPlace(result.labels, found);
  // Where a test is declared is a function that all journeys share; its spec file is what tells them apart.
  result.fullName = `${specFile} › ${result.name ?? ''}`;
  result.titlePath = [found.parentSuite, found.suite, found.subSuite];
}
