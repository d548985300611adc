import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';

/** Ends the output with how many rows of the table ran: tests that carry an annotation `row`. */
export default class RowTally implements Reporter {
  #suite: Suite | undefined;

  printsToStdio(): boolean {
    return false;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  async onExit(): Promise<void> {
    const rows = (this.#suite?.allTests() ?? []).filter(({ annotations }) =>
      annotations.some(({ type }) => type === 'row'),
    );
    const ran = rows.filter((test) => test.outcome() !== 'skipped');
    const asExpected = ran.filter((test) => test.ok()).length;
    process.stdout.write(
      `${ran.length} of ${rows.length} rows of the table of hostile inputs and faults ran, ${asExpected} as they should\n`,
    );
  }
}
