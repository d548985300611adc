import { expect, test } from '@playwright/test';
import { type AuditedResult, readFigures } from '../../../src/lighthouse/audit-figures.ts';
import { navigationResult, timespanResult } from '../../made/lighthouse-results.ts';

const read = (result: AuditedResult) => readFigures(result, 'navigation', 'lighthouse login, run 3 of 5');

test('a navigation has its score in points, and its figures', () => {
  expect(read(navigationResult({ score: 0.97, lcpMs: 1234.5 }))).toEqual({
    score: 97,
    fcpMs: 500,
    lcpMs: 1234.5,
    ttiMs: 900,
    tbtMs: 0,
    cls: 0,
    transferredBytes: 97_000,
  });
});

test('a timespan has an INP, but no LCP and no TTI', () => {
  expect(readFigures(timespanResult(), 'timespan', 'it')).toEqual({
    score: 100,
    inpMs: 78,
    tbtMs: 0,
    cls: 0,
    transferredBytes: 2_800,
  });
});

test('a run without the category fails, and the message names it', () => {
  const result = { ...navigationResult(), categories: { seo: navigationResult().categories.performance } };
  expect(() => read(result as AuditedResult)).toThrow(
    "lighthouse login, run 3 of 5: the result has no category 'performance' (categories: seo); expected one with a score",
  );
});

test('a run without a score fails even when it has all values', () => {
  expect(() => read(navigationResult({ score: null }))).toThrow(
    "the category 'performance' has no score; expected 0 to 100",
  );
});

test('a run without a value fails: the message names the audit and repeats what Lighthouse reported', () => {
  const result = navigationResult({
    lcpMs: undefined,
    runtimeError: { code: 'NO_FCP', message: 'The page did not paint any content.' },
  });
  expect(() => read(result)).toThrow(
    "lighthouse login, run 3 of 5: the result has no value of 'largest-contentful-paint' (The page did not paint.); " +
      'Lighthouse reported: The page did not paint any content.; expected a number',
  );
});

test('a page that nobody clicked has no INP, rather than an INP of 0', () => {
  expect(() => readFigures(timespanResult({ inpMs: undefined }), 'timespan', 'lighthouse worksheet')).toThrow(
    "lighthouse worksheet: the result has no value of 'interaction-to-next-paint'",
  );
});
