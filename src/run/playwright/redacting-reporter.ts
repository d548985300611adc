import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { processSecrets } from '../../record/process-settings.ts';
import { redactTrace } from '../redact-trace.ts';

/** Takes secrets out of the traces that are kept. Playwright's own reporters copy them later, at the end of the run. */
export class RedactingReporter implements Reporter {
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
