import { expect, test } from '@playwright/test';
import type { KeptTrace, RoundRecord } from '../../../../src/record/round-record.ts';
import { recordedLine } from '../../../../src/report/words/run-lines.ts';

function recorded(...whys: readonly (KeptTrace['why'] | undefined)[]): string | undefined {
  const rounds = whys.map((why) =>
    why === undefined ? {} : { trace: { why, trace: 'traces/x/trace.zip' } },
  );
  return recordedLine({ rounds: rounds as RoundRecord[] });
}

test('the line counts what was recorded, by its reason', () => {
  expect(recorded('failed', undefined, 'slowest', 'failed')).toBe(
    'Recorded: 2 visits after failed rounds, 1 visit after the slowest rounds, with what the pages showed of customers; passwords, tokens and cookies are masked.',
  );
});

test('it says so when nothing was recorded, and nothing when there was nothing to record', () => {
  expect(recorded(undefined)).toBe('Recorded: no visit.');
  expect(recorded()).toBeUndefined();
});
