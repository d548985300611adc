import { expect, test } from '@playwright/test';
import { FailureTally, sumFailureNotes } from '../../../src/measure/failure-notes.ts';

test('a failure by its status is noted with it, and every failure with its time', () => {
  const tally = new FailureTally();
  tally.note('server_error', 503, 10_200.4);
  tally.note('server_error', 503, 11_000);
  tally.note('server_error', 500, 11_500);
  tally.note('timeout', 0, 14_000);
  tally.note('wrong_body', 200, 12_000);
  expect(tally.take()).toEqual({ statuses: { 500: 1, 503: 2 }, failedFromMs: 10_200, failedToMs: 12_000 });
});

test('the notes begin anew with each slice, and there are none without a failure', () => {
  const tally = new FailureTally();
  expect(tally.take()).toEqual({});
  tally.note('reset', 0, 5_000);
  expect(tally.take()).toEqual({ failedFromMs: 5_000, failedToMs: 5_000 });
  expect(tally.take()).toEqual({});
});

test('summed up, statuses are counted together, from the first failure to the last', () => {
  const parts = [
    {},
    { statuses: { 503: 2 }, failedFromMs: 9_000, failedToMs: 9_900 },
    { statuses: { 503: 1, 429: 4 }, failedFromMs: 10_000, failedToMs: 19_500 },
  ];
  expect(sumFailureNotes(parts)).toEqual({
    statuses: { 429: 4, 503: 3 },
    failedFromMs: 9_000,
    failedToMs: 19_500,
  });
  expect(sumFailureNotes([{}, {}])).toEqual({});
});
