import { expect, test } from '@playwright/test';
import { studentQuantile } from '../../../src/base/statistics/quantiles.ts';
import { stepCandidates } from '../../../src/compare/step-candidates.ts';
import { smallRound } from '../../made/small-record.ts';

test('a visit is held against the same visit of the same round, so a cold one costs nothing', () => {
  const base = [smallRound(1, [300, 100, 102]), smallRound(2, [310, 99, 103])];
  const other = base.map(({ number, steps }) =>
    smallRound(
      number,
      (steps[0]?.visitsMs ?? []).map((ms, visit) => ms * 1.2 * (1 + 0.01 * (visit - 1))),
    ),
  );
  const [candidate] = stepCandidates(base, other);
  const difference = candidate?.differenceAt(0.001);
  expect(Math.exp(difference?.log ?? 0)).toBeCloseTo(1.2, 2);
  expect(difference?.below).toBeLessThan(0.05);
  expect((candidate?.otherMs ?? 0) / (candidate?.baseMs ?? 1)).toBeCloseTo(1.2, 2);
});

test('visits without a twin are left out', () => {
  const [candidate] = stepCandidates(
    [smallRound(1, [100, 100, 100]), smallRound(2, [100])],
    [smallRound(1, [110, 110])],
  );
  expect(candidate?.baseSamples).toBe(2);
});

test('visits of one round that move together are as uncertain as rounds are', () => {
  const base = [1, 2, 3].map((number) => smallRound(number, [100, 100, 100, 100]));
  const other = [80, 100, 125].map((ms, index) => smallRound(index + 1, [ms, ms * 1.01, ms, ms * 1.01]));
  const half = stepCandidates(base, other)[0]?.differenceAt(0.05).above ?? 0;
  // The means of three rounds scatter by 0.22, so their mean is off by 0.13; twelve free visits would say 0.06. Three means have two
  // degrees of freedom (t is 4.3), and not the eleven of the visits (2.2).
  expect(half).toBeCloseTo(studentQuantile(0.05, 2) * 0.129, 2);
});

test('visits that scatter within each round as much as they do at all are as many as they are', () => {
  const base = [1, 2].map((number) => smallRound(number, [100, 100, 100]));
  const other = base.map(({ number }) => smallRound(number, [100 / 1.2, 100, 120]));
  const half = stepCandidates(base, other)[0]?.differenceAt(0.05).above ?? 0;
  // Six logarithms of 0.18, 0 and -0.18, twice each: their mean is off by 0.067.
  expect(half).toBeCloseTo(studentQuantile(0.05, 5) * 0.0666, 3);
});

test('a single visit bounds nothing', () => {
  expect(stepCandidates([smallRound(1, [100])], [smallRound(1, [200])])[0]?.differenceAt(0.05).above).toBe(
    Number.POSITIVE_INFINITY,
  );
});
