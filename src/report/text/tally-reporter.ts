import type { FullConfig, Reporter, Suite, TestCase } from '@playwright/test/reporter';

/** Ends the output with one plain line for programs that read it: `N passed, N failed`. */
export default class TallyReporter implements Reporter {
  #suite: Suite | undefined;

  printsToStdio(): boolean {
    return false;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  async onExit(): Promise<void> {
    process.stdout.write(`${this.tally(this.#suite?.allTests() ?? [])}\n`);
  }

  /** The line about all tests, without its end. */
  protected tally(tests: readonly TestCase[]): string {
    const skipped = count(tests, 'skipped');
    return `${count(tests, 'expected', 'flaky')} passed, ${count(tests, 'unexpected')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  }
}

function count(tests: readonly TestCase[], ...outcomes: readonly ReturnType<TestCase['outcome']>[]): number {
  return tests.filter((test) => outcomes.includes(test.outcome())).length;
}
