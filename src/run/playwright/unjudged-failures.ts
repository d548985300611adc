import type { TestCase, TestResult } from '@playwright/test/reporter';
import { codePattern, ResultError } from '../../base/result-error.ts';
import { type AttachedVerdicts, VERDICTS_ATTACHMENT } from '../../report/allure/result-steps.ts';
import { judgedUnless } from '../../verdict/verdict.ts';

const BROKEN = codePattern('LIMITS_BROKEN');

interface Failed {
  readonly test: TestCase;
  readonly result: TestResult;
}

/**
 * The tests of a run that failed by limits. A run that turns out to be invalid judges none: what these tests said is taken
 * back before Playwright's reporters write it, which most of them do at the end. What `--reporter=line` has printed stays.
 */
export class UnjudgedFailures {
  readonly #failed: Failed[] = [];

  /** Keeps a test that failed by limits. */
  note(test: TestCase, result: TestResult): void {
    if (result.errors.some(({ message = '' }) => BROKEN.test(message))) this.#failed.push({ test, result });
  }

  /** Whether no test has failed by limits since the last time that they were taken back. */
  get isEmpty(): boolean {
    return this.#failed.length === 0;
  }

  /**
   * Gives each of these tests the reason why the run is invalid in the place of its broken limits.
   *
   * @returns the tests; their results are changed, for all reporters that come after
   */
  takeBack(reason: string): readonly Failed[] {
    const failed = this.#failed.splice(0);
    for (const { result } of failed) {
      for (const error of new Set([
        ...result.errors,
        ...(result.error === undefined ? [] : [result.error]),
      ])) {
        if (!BROKEN.test(error.message ?? '')) continue;
        error.message = unjudgedLine(reason);
        error.stack = error.message;
      }
      for (const attachment of result.attachments)
        if (attachment.name === VERDICTS_ATTACHMENT.name && attachment.body !== undefined)
          attachment.body = unjudged(attachment.body, reason);
    }
    return failed;
  }
}

/** What a test says that failed by limits of a run which judges none. */
function unjudgedLine(reason: string): string {
  return new ResultError('MEASUREMENT_INVALID', `the measurement is invalid: ${reason}. No limit is judged.`)
    .message;
}

function unjudged(body: Buffer, reason: string): Buffer {
  const { verdicts } = JSON.parse(body.toString('utf8')) as AttachedVerdicts;
  const attached: AttachedVerdicts = { verdicts: judgedUnless(reason, verdicts) };
  return Buffer.from(JSON.stringify(attached));
}
