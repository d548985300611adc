import { expect, test } from '@playwright/test';
import { RunClock } from '../../../src/record/run-clock.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { endedEarly, reasonsOf } from '../../../src/run/reasons.ts';
import type { RunEnd } from '../../../src/run/run-end.ts';
import { limitOf, type Statistic, type Verdict } from '../../../src/verdict/verdict.ts';

/** A limit of a burst on an operation that the measurer's own delay left open. */
function hidden(operation: string, statistic: Statistic, reason: string): Verdict {
  return {
    kind: 'inconclusive',
    ...limitOf({ kind: 'operation', id: operation }, statistic, 'baseline', 1),
    samples: 500,
    interval: {},
    reason,
    because: 'own delay',
    owner: { kind: 'burst', operation },
    failsTheRun: false,
    isHidden: true,
  };
}

const textsOf = (verdicts: readonly Verdict[]) =>
  reasonsOf(
    verdicts,
    { stopped: undefined, interrupted: false, testErrors: [] },
    { invalid: undefined, unmeasured: undefined },
  ).map(({ text }) => text);

test('the limits of a burst that one reason left open are one line, and another burst has its own', () => {
  const late = 'it started late';
  const texts = textsOf([
    hidden('tax.batch', 'p95', late),
    hidden('tax.batch', 'p99', late),
    hidden('tax.batch', 'errorRate', late),
    hidden('deals.get', 'p95', late),
  ]);
  expect(texts).toEqual([
    expect.stringMatching(
      /^tax.batch p95 .*\(it started late\); likewise its p99 \(baseline\) and errorRate \(baseline\)$/,
    ),
    expect.stringMatching(/^deals.get p95 .*\(it started late\)$/),
  ]);
});

test('limits with reasons of their own are lines of their own', () => {
  expect(
    textsOf([hidden('tax.batch', 'p95', 'up to 3 ms'), hidden('tax.batch', 'p99', 'up to 9 ms')]),
  ).toHaveLength(2);
});

test('a run that the suite itself ended early is not the target’s: its reasons are the errors of its tests', () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  new RunClock(folder).stop('the traffic failed', 'suite');
  const testErrors = ['traffic of 10 virtual users: [SIGN_IN_FAILED]'];
  const end = { interrupted: false, testErrors } as unknown as RunEnd;
  expect(endedEarly(new RunClock(folder), end)).toEqual({
    stopped: undefined,
    interrupted: false,
    testErrors,
  });
  const other = new RunFolder(test.info().outputPath('other'));
  new RunClock(other).stop('no answer for 30 s');
  expect(endedEarly(new RunClock(other), end).stopped).toBe('no answer for 30 s');
});
