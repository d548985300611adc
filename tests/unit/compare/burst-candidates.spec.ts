import { expect, test } from '@playwright/test';
import { studentQuantile } from '../../../src/base/statistics/quantiles.ts';
import { burstCandidates } from '../../../src/compare/burst-candidates.ts';
import type { BurstRecord } from '../../../src/record/round-record.ts';
import { smallBurst } from '../../made/small-record.ts';

/** A burst whose tenths had medians that scatter so much around 100 ms, on the logarithmic scale. */
function burstOf(scatter: number): BurstRecord {
  const overTime = Array.from({ length: 10 }, (_, index) => ({
    atMs: index * 200,
    p50Ms: 100 * Math.exp(index % 2 === 0 ? scatter : -scatter),
    maxMs: 300,
  }));
  return { ...smallBurst('auth.login', 200), p50Ms: 100, overTime };
}

test('a steady burst against one that scatters is known as well as the one that scatters', () => {
  const [candidate] = burstCandidates([burstOf(0.001)], [burstOf(0.3)]);
  // Ten tenths off by 0.3 each: the mean is off by 0.1. Nine degrees of freedom and not the eighteen of both.
  expect(candidate?.differenceAt(0.001).above).toBeCloseTo(studentQuantile(0.001, 9) * 0.1, 2);
});
