import type { Reporter } from '@playwright/test/reporter';
import AllureRunReporter from '../../report/allure/allure-reporter.ts';
import { tellInOneLine } from './failure-in-one-line.ts';
import { redactError, redactResult, redactStep } from './redact-result.ts';
import { RunReporter } from './run-reporter.ts';

/**
 * What every run needs of Playwright, in this order: secrets are masked, failures get one line with a code, Allure's results
 * are written, and the run is begun and ended.
 */
export default class ConductorReporter implements Reporter {
  readonly #allure = new AllureRunReporter();
  readonly #run = new RunReporter();

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
