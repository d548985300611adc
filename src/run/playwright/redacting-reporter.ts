import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { processSecrets } from '../../record/process-settings.ts';
import { redactTrace } from '../redact-trace.ts';

/**
 * Takes secrets out of the traces that are kept, before any other reporter copies them: it has to come before those
 * that do.
 */
export default class RedactingReporter implements Reporter {
  printsToStdio(): boolean {
    return false;
  }

  onTestEnd(_test: TestCase, { attachments }: TestResult): void {
    for (const { name, path } of attachments) {
      if (name !== 'trace' || path === undefined) continue;
      redactTrace(path, processSecrets().testPassword.reveal());
    }
  }
}
