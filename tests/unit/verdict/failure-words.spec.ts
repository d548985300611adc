import { expect, test } from '@playwright/test';
import { isNoAnswer } from '../../../src/measure/outcome.ts';
import { type CountedRequests, failuresWords, failureWords } from '../../../src/verdict/failure-words.ts';

const down: CountedRequests = {
  sent: 110,
  unfinished: 2,
  outcomes: { ok: 21, server_error: 87, unfinished: 2 },
  statuses: { 503: 87 },
  failedFromMs: 10_400,
  failedToMs: 59_100,
};

test('an operation says how many of its requests were answered with which status, and when', () => {
  expect(failureWords('deals.create', down, 60_000)).toBe(
    'deals.create: 87 of 108 answered 503, from second 10 to the end',
  );
  expect(failureWords('deals.create', down, 90_000)).toBe(
    'deals.create: 87 of 108 answered 503, from second 10 to second 59',
  );
});

test('failures of an operation that is seldom sent last to the end when the next was not due yet', () => {
  const seldom = { ...down, sent: 23, outcomes: { ok: 9, server_error: 12 }, statuses: { 503: 12 } };
  const words = (endMs: number) =>
    failureWords('deals.create', { ...seldom, failedFromMs: 20_000, failedToMs: 34_000 }, endMs);
  expect(words(36_400)).toContain('from second 20 to the end');
  expect(words(38_000)).toContain('from second 20 to second 34');
});

test('two failures among many requests do not last to an end that is far from the second one', () => {
  const twice = { ...down, sent: 900, outcomes: { ok: 898, server_error: 2 }, statuses: { 503: 2 } };
  const words = failureWords('deals.get', { ...twice, failedFromMs: 100_000, failedToMs: 300_000 }, 600_000);
  expect(words).toBe('deals.get: 2 of 898 answered 503, from second 100 to second 300');
});

test('failures of several kinds are told by their number', () => {
  const mixed: CountedRequests = {
    sent: 40,
    unfinished: 0,
    outcomes: { ok: 10, server_error: 9, timeout: 12, wrong_body: 1, refused: 8 },
    statuses: { 500: 7, 503: 2 },
    failedFromMs: 3_100,
    failedToMs: 3_900,
  };
  expect(failureWords('tax.batch', mixed)).toBe(
    'tax.batch: 12 of 40 timed out, 8 were refused a connection, 7 answered 500, 2 answered 503 and 1 answered with a wrong body, in second 3',
  );
});

test('a record of an older version has the classes of statuses, and no times', () => {
  const { statuses: _, failedFromMs: _from, failedToMs: _to, ...old } = down;
  expect(failureWords('deals.create', old, 60_000)).toBe('deals.create: 87 of 108 answered 5xx');
});

test('what a limit is not about is not told as its reason', () => {
  const refused: CountedRequests = {
    ...down,
    outcomes: { ok: 90, client_error: 10, server_error: 8 },
    statuses: { 404: 10, 503: 8 },
  };
  expect(
    failureWords('deals.get', refused, undefined, isNoAnswer),
    'the times, which are those of all failures, are left out',
  ).toBe('deals.get: 8 of 108 answered 503');
  expect(failureWords('deals.get', down, undefined, isNoAnswer)).toContain('from second 10');
  const none: CountedRequests = { ...down, outcomes: { client_error: 108 }, statuses: { 404: 108 } };
  expect(failureWords('deals.get', none, undefined, isNoAnswer)).toBeUndefined();
});

test('of many operations those with the most failures are named, and the others are counted', () => {
  const failing = (count: number): CountedRequests => ({
    sent: 100,
    unfinished: 0,
    outcomes: { ok: 100 - count, server_error: count },
    statuses: { 503: count },
  });
  const operations = new Map([
    ['a.one', failing(1)],
    ['b.none', failing(0)],
    ['c.four', failing(4)],
    ['d.three', failing(3)],
    ['e.two', failing(2)],
    ['f.one', failing(1)],
  ]);
  expect(failuresWords(operations)).toBe(
    'c.four: 4 of 100 answered 503; d.three: 3 of 100 answered 503; e.two: 2 of 100 answered 503; 2 on 2 other operations',
  );
  expect(failuresWords(new Map([['b.none', failing(0)]]))).toBeUndefined();
});
