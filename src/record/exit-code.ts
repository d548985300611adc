import type { RunOutcome } from './run-record.ts';

/** Exit codes, documented in docs/exit-codes.md and never reused. 99 is what k6 uses for broken thresholds. */
export const EXIT_CODES: Readonly<Record<RunOutcome, number>> = {
  pass: 0,
  'could not run': 1,
  invalid: 3,
  fail: 99,
};
