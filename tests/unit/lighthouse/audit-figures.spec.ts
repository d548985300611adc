import { expect, test } from '@playwright/test';
import { type AuditedResult, readFigures } from '../../../src/lighthouse/audit-figures.ts';
import { navigationResult, timespanResult } from '../../made/lighthouse-results.ts';

const read = (result: AuditedResult) => readFigures(result, 'navigation', 'lighthouse login, run 3 of 5');

test('a navigation gives its score in points, and its figures', () => {
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

test('a timespan gives INP, and neither LCP nor TTI', () => {
  expect(readFigures(timespanResult(), 'timespan', 'it')).toEqual({
    score: 100,
    inpMs: 78,
    tbtMs: 0,
    cls: 0,
    transferredBytes: 2_800,
  });
});

test('a run without the category fails by its name', () => {
  const result = { ...navigationResult(), categories: { seo: navigationResult().categories.performance } };
  expect(() => read(result as AuditedResult)).toThrow(
    "lighthouse login, run 3 of 5: found no category 'performance' (categories: seo); right would be one with a score",
  );
});

test('a run without a score fails, also when all values are there', () => {
  expect(() => read(navigationResult({ score: null }))).toThrow(
    "found a category 'performance' without a score; right would be 0 to 100",
  );
});

test('a run without a value fails by the audit, and says what Lighthouse said', () => {
  const result = navigationResult({
    lcpMs: undefined,
    runtimeError: { code: 'NO_FCP', message: 'The page did not paint any content.' },
  });
  expect(() => read(result)).toThrow(
    "lighthouse login, run 3 of 5: found no value of 'largest-contentful-paint' (The page did not paint.); " +
      'Lighthouse said: The page did not paint any content.; right would be a number',
  );
});

test('a page that nobody clicked has no INP, which is not an INP of 0', () => {
  expect(() => readFigures(timespanResult({ inpMs: undefined }), 'timespan', 'lighthouse worksheet')).toThrow(
    "lighthouse worksheet: found no value of 'interaction-to-next-paint'",
  );
});
