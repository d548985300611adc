import type { TestCase } from '@playwright/test/reporter';
import TallyReporter from '../../src/report/text/tally-reporter.ts';

/** Ends the output with how many rows of the table ran: tests that carry an annotation `row`. */
export default class RowTally extends TallyReporter {
  protected override tally(tests: readonly TestCase[]): string {
    const rows = tests.filter(({ annotations }) => annotations.some(({ type }) => type === 'row'));
    return `Rows of the table of hostile inputs and faults: ${super.tally(rows)}`;
  }
}
