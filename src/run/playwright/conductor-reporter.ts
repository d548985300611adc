import type { Reporter } from '@playwright/test/reporter';
import AllureRunReporter from '../../report/allure/allure-reporter.ts';
import { tellInOneLine } from './failure-in-one-line.ts';
import { redactError, redactResult, redactStep } from './redact-result.ts';
import { RunReporter } from './run-reporter.ts';
import { UnjudgedFailures } from './unjudged-failures.ts';

/**
 * What every run needs of Playwright, in this order: secrets are masked, failures get one line with a code, broken limits of an
 * invalid run are taken back, Allure's results are written, and the run is begun and ended.
 */
export default class ConductorReporter implements Reporter {
  readonly #allure = new AllureRunReporter();
  readonly #run = new RunReporter();
  readonly #unjudged = new UnjudgedFailures();

  printsToStdio(): boolean {
    return false;
  }

  preprocess(...[params]: Parameters<RunReporter['preprocess']>): Promise<void> {
    return this.#run.preprocess(params);
  }

  onBegin(...asked: Parameters<AllureRunReporter['onBegin']>): void {
    this.#allure.onBegin(...asked);
  }

  onTestBegin(...begun: Parameters<AllureRunReporter['onTestBegin']>): void {
    this.#allure.onTestBegin(...begun);
  }

  onStepBegin(...begun: Parameters<AllureRunReporter['onStepBegin']>): void {
    redactStep(begun[2]);
    this.#allure.onStepBegin(...begun);
  }

  onStepEnd(...ended: Parameters<AllureRunReporter['onStepEnd']>): void {
    redactStep(ended[2]);
    this.#allure.onStepEnd(...ended);
  }

  onTestEnd(...ended: Parameters<RunReporter['onTestEnd']>): void {
    redactResult(ended[1]);
    // The run's reasons are short; what is printed and kept of a failure has its code.
    this.#run.onTestEnd(...ended);
    if (this.#run.isOn) tellInOneLine(...ended);
    this.#unjudged.note(...ended);
    const invalid = this.#unjudged.isEmpty ? undefined : this.#run.distrust();
    if (invalid !== undefined)
      for (const { test, result } of this.#unjudged.takeBack(invalid)) this.#allure.takeBack(test, result);
    this.#allure.onTestEnd(...ended);
  }

  onError(...[error]: Parameters<RunReporter['onError']>): void {
    redactError(error);
    this.#run.onError(error);
  }

  async onEnd(...[result]: Parameters<RunReporter['onEnd']>): ReturnType<RunReporter['onEnd']> {
    await this.#allure.onEnd();
    return this.#run.onEnd(result);
  }
}
