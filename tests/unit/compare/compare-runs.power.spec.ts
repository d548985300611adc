import { expect, test } from '@playwright/test';
import { compareRuns } from '../../../src/compare/compare-runs.ts';
import type { ComparisonRow } from '../../../src/compare/comparison.ts';
import { type MadeTarget, madeRun } from '../../made/compared-runs.ts';

const PAIRS = 20;

// Millions of samples, which take seconds on a quiet machine.
test.describe.configure({ timeout: 180_000 });

/** As the plateau of a load test is: requests scatter by 40 %, ten seconds by 3 %, runs by 1 %. */
const target: MadeTarget = {
  mediansMs: {
    'auth.login': 60,
    'customers.search': 15,
    'deals.create': 20,
    'deals.get': 8,
    'inventory.list': 30,
    'tax.calculate': 3,
  },
  deviation: 0.4,
  ofSlices: 0.02,
  ofSlicesTogether: 0.02,
  ofRuns: 0.005,
  ofRunsTogether: 0.01,
  slices: 20,
  requestsPerSlice: 300,
};

/** What each of 20 comparisons says to have changed. */
function changed(slower: Readonly<Record<string, number>>): ComparisonRow[][] {
  return Array.from({ length: PAIRS }, (_, pair) => {
    const comparison = compareRuns(madeRun(target, 2 * pair), madeRun(target, 2 * pair + 1, slower));
    if (comparison.kind !== 'compared') throw new Error(comparison.reasons.join('; '));
    return comparison.rows.filter(({ verdict }) => verdict !== 'not distinguishable');
  });
}

test('of 20 pairs of runs of the same target, at most one says of an operation that it changed', () => {
  const pairs = changed({});
  for (const operation of Object.keys(target.mediansMs)) {
    const wrong = pairs.filter((rows) => rows.some(({ subject }) => subject === operation));
    expect(wrong.length, operation).toBeLessThanOrEqual(1);
  }
});

test('an operation made 10 % slower is found in at least 18 of 20 pairs, and only that one', () => {
  const pairs = changed({ 'deals.create': 1.1 });
  const found = pairs.filter((rows) =>
    rows.some(({ subject, verdict }) => subject === 'deals.create' && verdict === 'regressed'),
  );
  expect(found.length).toBeGreaterThanOrEqual(18);
  expect(pairs.flat().filter(({ subject }) => subject !== 'deals.create')).toEqual([]);
});
