import { expect, test } from '@playwright/test';
import { compareRuns } from '../../../src/compare/compare-runs.ts';
import { comparisonText } from '../../../src/compare/comparison-text.ts';
import { type MadeTarget, madeRun } from '../../made/compared-runs.ts';

const short: MadeTarget = {
  mediansMs: { 'auth.login': 60, 'deals.create': 20, 'deals.get': 8, 'tax.calculate': 3, 'users.list': 12 },
  deviation: 0.2,
  ofSlices: 0.02,
  ofSlicesTogether: 0.02,
  ofRuns: 0.003,
  ofRunsTogether: 0.01,
  slices: 1,
  requestsPerSlice: 100,
};

/** The comparison of two runs of the same target as text. */
const textOf = (target: MadeTarget) => comparisonText(compareRuns(madeRun(target, 1), madeRun(target, 2)));

test('figures that could not be bounded are named up to six, and the others are counted', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const mediansMs = Object.fromEntries(ids.map((id) => [`deals.${id}`, 20]));
  expect(textOf({ ...short, mediansMs })).toContain('deals.d p50, deals.e p50 and 3 other figures.');
});

test('runs too short to be compared say so, without a table and without a word on intervals', () => {
  const text = textOf(short);
  expect(text).toContain('these runs are too short to be compared: 0 of 6 figures have an interval');
  expect(text).not.toContain('no difference');
  expect(text).not.toContain('would show from');
  expect(text).not.toContain('intervals hold all together');
});

test('a run of one slice says that nothing could be bounded, and no change', () => {
  const comparison = compareRuns(
    madeRun(short, 1),
    madeRun(short, 3, { 'deals.create': 1.5, 'deals.get': 0.6 }),
  );
  const rows = comparison.kind === 'compared' ? comparison.rows : [];
  expect(rows).toHaveLength(6);
  for (const row of rows) expect(row).toMatchObject({ interval: {}, verdict: 'not distinguishable' });
  const text = comparisonText(comparison);
  expect(text).toContain(
    'Too few samples or slices to bound a change: all successful requests p95, auth.login p50',
  );
  expect(text).not.toMatch(/[+−]\d+(\.\d)? %/);
});
