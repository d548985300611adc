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

/** What each of the comparisons says to have changed: with a run of the same target, and with one that is slower. */
const changed: { readonly same: ComparisonRow[]; readonly slower: ComparisonRow[] }[] = [];

test.beforeAll(() => {
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const before = madeRun(target, 2 * pair);
    const changedTo = (slower: Readonly<Record<string, number>>) => {
      const comparison = compareRuns(before, madeRun(target, 2 * pair + 1, slower));
      if (comparison.kind !== 'compared') throw new Error(comparison.reasons.join('; '));
      return comparison.rows.filter(({ verdict }) => verdict !== 'not distinguishable');
    };
    changed.push({ same: changedTo({}), slower: changedTo({ 'deals.create': 1.1 }) });
  }
});

test('of 20 pairs of runs of the same target, at most one says of an operation that it changed', () => {
  expect(changed).toHaveLength(PAIRS);
  for (const operation of Object.keys(target.mediansMs)) {
    const wrong = changed.filter(({ same }) => same.some(({ subject }) => subject === operation));
    expect(wrong.length, operation).toBeLessThanOrEqual(1);
  }
});

test('an operation made 10 % slower is found in at least 18 of 20 pairs, and only that one', () => {
  const found = changed.filter(({ slower }) =>
    slower.some(({ subject, verdict }) => subject === 'deals.create' && verdict === 'regressed'),
  );
  expect(found.length).toBeGreaterThanOrEqual(18);
  expect(changed.flatMap(({ slower }) => slower).filter(({ subject }) => subject !== 'deals.create')).toEqual(
    [],
  );
});
