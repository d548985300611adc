import { expect, test } from '@playwright/test';
import { studentQuantile } from '../../../src/base/statistics/quantiles.ts';
import { burstCandidates, unlikeBursts } from '../../../src/compare/burst-candidates.ts';
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

/** A burst of this operation at a pace. */
const pacedAt = (arrivalsPerSecond: number, operation = 'auth.login'): BurstRecord => ({
  ...burstOf(0.1),
  operation,
  mode: { kind: 'paced', arrivalsPerSecond },
});

test('bursts of another pace are another load: they have no row, and that is said', () => {
  const [base, other] = [
    [pacedAt(5), pacedAt(5, 'deals.get'), pacedAt(0.1667, 'users.list')],
    [pacedAt(10), pacedAt(10, 'deals.get'), pacedAt(0.25, 'users.list')],
  ];
  expect(burstCandidates(base, other)).toEqual([]);
  expect(unlikeBursts(base, other)).toEqual([
    'bursts of auth.login and deals.get: paced at 5/s on 10 connections against paced at 10/s on 10 connections; ' +
      'not compared, since it is another load',
    'burst of users.list: paced at 0.167/s on 10 connections against paced at 0.25/s on 10 connections; ' +
      'not compared, since it is another load',
  ]);
});

test('bursts of the same pace, but for rounding, are compared', () => {
  const [base, other] = [[pacedAt(0.5)], [pacedAt(0.4995)]];
  expect(burstCandidates(base, other).map(({ statistic }) => statistic)).toEqual(['p50', 'p95']);
  expect(unlikeBursts(base, other)).toEqual([]);
});

test('a paced burst, and one of other connections, are not compared with one that saturates, and that is said', () => {
  const base = [burstOf(0.1)];
  expect(unlikeBursts(base, [pacedAt(5)])).toEqual([
    expect.stringContaining('burst of auth.login: 10 connections against paced at 5/s on 10 connections'),
  ]);
  expect(unlikeBursts(base, [{ ...burstOf(0.1), connections: 20 }])).toEqual([
    expect.stringContaining('10 connections against 20 connections'),
  ]);
  expect(unlikeBursts(base, [{ ...burstOf(0.1), operation: 'deals.get' }])).toEqual([]);
});
