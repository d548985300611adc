import { basename } from 'node:path';
import type { FullConfig, Reporter, Suite, TestCase, TestResult, TestStep } from '@playwright/test/reporter';
import { AllureReporter } from 'allure-playwright';
import { messageOf } from '../../base/attempt.ts';
import { processTables } from '../../record/process-settings.ts';
import { RUN_FOLDERS } from '../../record/run-files.ts';
import { runOfProcess } from '../../record/run-folder.ts';
import { type RunPlan, readRunPlan } from '../../record/run-plan.ts';
import type { Thresholds } from '../../verdict/thresholds/thresholds.ts';
import {
  type AllureLabel,
  type AllureParameter,
  allureEnvironment,
  allurePlace,
  labelValue,
  testParameters,
  withPlace,
} from './labels.ts';
import {
  ALLURE_ENDINGS,
  type AllureLink,
  type AttachedVerdicts,
  fullNameOf,
  traceLinks,
  VERDICTS_ATTACHMENT,
  verdictSteps,
} from './result-steps.ts';

/**
 * Writes Allure's results into the run's own folder, so that the results of two runs never mix, with the suites and
 * the environment in the suite's words. Tests of the suite itself are not a run and leave no results.
 */
export default class AllureRunReporter implements Reporter {
  readonly #writing: Promise<void>[] = [];
  /** By test, until its result is written. */
  readonly #verdicts = new Map<string, Buffer>();
  /** Results that were changed after they were written. */
  readonly #takenBack = new Map<string, TestResult>();
  readonly #links = new Map<string, readonly AllureLink[]>();
  #allure: AllureReporter | undefined;
  #isTold = false;

  printsToStdio(): boolean {
    return false;
  }

  /** The run's folder is known from here on: the run reporter prepares it before any reporter begins. */
  onBegin(config: FullConfig, suite: Suite): void {
    void this.#attempt(() => this.#begin(config, suite));
  }

  #begin(config: FullConfig, suite: Suite): void {
    const folder = runOfProcess();
    if (folder === undefined) return;
    const plan = readRunPlan(folder);
    const tables = processTables();
    this.#allure = new AllureReporter({
      resultsDir: folder.file(RUN_FOLDERS.allureResults),
      detail: false,
      ...(plan?.facts && { environmentInfo: allureEnvironment({ ...plan, facts: plan.facts }) }),
      listeners: [
        {
          beforeTestResultWrite: (result) => {
            const specFile = labelValue(result.labels, 'suite') ?? '';
            place(result, specFile, tables);
            if (plan !== undefined) describe(result, specFile, plan);
            const key = fullNameOf(specFile, result.name);
            addVerdicts(result, this.#verdicts.get(key));
            result.links.push(...(this.#links.get(key) ?? []));
          },
        },
      ],
    });
    this.#allure.onConfigure(config);
    this.#allure.onBegin(suite);
  }

  onTestBegin(test: TestCase): void {
    void this.#attempt(() => this.#allure?.onTestBegin(test));
  }

  onStepBegin(test: TestCase, result: TestResult, step: TestStep): void {
    void this.#attempt(() => this.#allure?.onStepBegin(test, result, step));
  }

  onStepEnd(test: TestCase, result: TestResult, step: TestStep): void {
    void this.#attempt(() => this.#allure?.onStepEnd(test, result, step));
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (this.#allure === undefined) return;
    const verdicts = verdictsOf(result);
    const key = fullNameOf(test.titlePath()[2], test.title);
    if (verdicts !== undefined) this.#verdicts.set(key, verdicts);
    this.#links.set(key, traceLinks(result.annotations));
    this.#writing.push(this.#attempt(() => this.#allure?.onTestEnd(test, withoutOwn(result))));
  }

  /** Has the file of a test, which may be written already, say what its result says now. */
  takeBack(test: TestCase, result: TestResult): void {
    this.#takenBack.set(fullNameOf(test.titlePath()[2], test.title), result);
  }

  async onEnd(): Promise<void> {
    await Promise.all(this.#writing);
    await this.#attempt(() => this.#rewrite());
    await this.#attempt(() => this.#allure?.onEnd());
  }

  #rewrite(): void {
    const folder = runOfProcess();
    if (folder === undefined || this.#takenBack.size === 0) return;
    for (const name of folder.names(RUN_FOLDERS.allureResults)) {
      const written = name.endsWith(ALLURE_ENDINGS.result) ? folder.read<WrittenResult>(name) : undefined;
      const result = this.#takenBack.get(written?.fullName ?? '');
      if (written === undefined || result === undefined) continue;
      const message = result.errors[0]?.message ?? '';
      const changed = { ...written, statusDetails: { message, trace: message }, steps: [] };
      addVerdicts(changed, verdictsOf(result));
      folder.write(name, changed);
    }
  }

  /** Without room on the disk, for example, Allure's results are incomplete. That costs one line, and the run nothing. */
  async #attempt(work: () => Promise<void> | void): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#isTold) console.error(`Allure's results are incomplete: ${messageOf(error)}`);
      this.#isTold = true;
    }
  }
}

/**
 * Playwright attaches a prompt for a language model to each failure: nothing that a reader of the report needs. The
 * verdicts become steps.
 */
function withoutOwn(result: TestResult): TestResult {
  const own: readonly string[] = ['error-context', VERDICTS_ATTACHMENT.name];
  const attachments = result.attachments.filter(({ name }) => !own.includes(name));
  return Object.create(result, { attachments: { value: attachments, enumerable: true } }) as TestResult;
}

/** What is changed of a result before it is written. */
interface WrittenResult {
  labels: AllureLabel[];
  parameters: (AllureParameter | { name: string; value: string })[];
  titlePath?: string[];
  fullName?: string;
  readonly name?: string;
  readonly stop?: number;
  readonly steps: unknown[];
}

function place(result: WrittenResult, specFile: string, { journeys, operations }: Thresholds): void {
  const scenario = labelValue(result.labels, 'parentSuite') ?? '';
  const found = allurePlace(scenario, specFile, result.name ?? '', {
    operationOf: (journey) => journeys.get(journey)?.operation,
    sourceOf: (operation) => operations.get(operation)?.source,
  });
  result.labels = withPlace(result.labels, found);
  // Where a test is declared is a function that all journeys share; its spec file is what tells them apart.
  result.fullName = fullNameOf(specFile, result.name);
  result.titlePath = [found.parentSuite, found.suite, found.subSuite];
}

/** The run that the test was part of, and what it was done with there. */
function describe(result: WrittenResult, specFile: string, plan: RunPlan): void {
  const lane = basename(specFile).replace(/\.spec\.\w+$/, '');
  // Playwright's project is the scenario, which the suites name already.
  result.parameters = testParameters(plan, lane, result.name ?? '');
}

function verdictsOf({ attachments }: TestResult): Buffer | undefined {
  return attachments.find(({ name }) => name === VERDICTS_ATTACHMENT.name)?.body;
}

function addVerdicts(result: WrittenResult, verdicts: Buffer | undefined): void {
  if (verdicts === undefined) return;
  const attached = JSON.parse(verdicts.toString('utf8')) as AttachedVerdicts;
  result.steps.push(...verdictSteps(attached, result.stop ?? Date.now()));
}
