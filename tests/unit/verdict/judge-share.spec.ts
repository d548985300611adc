import { expect, test } from '@playwright/test';
import { judgeShare, wilsonInterval } from '../../../src/verdict/judge-share.ts';
import type { Limit } from '../../../src/verdict/verdict.ts';

const errors = (limit: number): Limit => ({
  subject: { kind: 'scenario', scenario: 'smoke' },
  statistic: 'errorRate',
  column: 'scenario',
  limit,
  unit: 'share',
  direction: 'below',
});
const availability = (limit: number): Limit => ({
  ...errors(limit),
  statistic: 'availability',
  column: 'baseline',
  direction: 'above',
});

for (const { hits, samples, lower, upper } of [
  // Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3.
  { hits: 81, samples: 263, lower: 0.2553, upper: 0.3662 },
  { hits: 15, samples: 148, lower: 0.0624, upper: 0.1605 },
  { hits: 0, samples: 20, lower: 0, upper: 0.1611 },
  { hits: 1, samples: 29, lower: 0.0061, upper: 0.1718 },
]) {
  test(`the score interval of ${hits} in ${samples} is that of the literature`, () => {
    const interval = wilsonInterval(hits, samples);
    expect(interval.lower).toBeCloseTo(lower, 4);
    expect(interval.upper).toBeCloseTo(upper, 4);
  });
}

test('the interval of all hits is the mirror of that of none', () => {
  expect(wilsonInterval(20, 20).upper).toBe(1);
  expect(wilsonInterval(20, 20).lower).toBeCloseTo(1 - wilsonInterval(0, 20).upper, 12);
});

test('the interval stays between 0 and 1 and holds the share itself', () => {
  const wrong = [];
  for (let samples = 1; samples <= 60; samples += 1) {
    for (let hits = 0; hits <= samples; hits += 1) {
      const { lower, upper } = wilsonInterval(hits, samples);
      const share = hits / samples;
      if (!(0 <= lower && lower <= share && share <= upper && upper <= 1))
        wrong.push({ hits, samples, lower, upper });
    }
  }
  expect(wrong).toEqual([]);
});

test('few errors among many requests pass, many fail', () => {
  expect(judgeShare(2, 2000, errors(0.01))).toMatchObject({ kind: 'pass', figure: 0.001, samples: 2000 });
  expect(judgeShare(60, 2000, errors(0.01))).toMatchObject({ kind: 'fail', figure: 0.03 });
});

test('an error rate close to its limit is inconclusive', () => {
  expect(judgeShare(18, 2000, errors(0.01))).toMatchObject({
    kind: 'inconclusive',
    reason: 'the interval of 2,000 samples includes the limit',
  });
});

test('no error among too few requests proves nothing', () => {
  expect(judgeShare(0, 380, errors(0.01)).kind).toBe('inconclusive');
  expect(judgeShare(0, 381, errors(0.01)).kind).toBe('pass');
});

test('an availability has to lie above its limit', () => {
  expect(judgeShare(5000, 5000, availability(0.999)).kind).toBe('pass');
  expect(judgeShare(4999, 5000, availability(0.999)).kind).toBe('inconclusive');
  expect(judgeShare(4900, 5000, availability(0.999)).kind).toBe('fail');
});

test('no requests are inconclusive', () => {
  expect(judgeShare(0, 0, errors(0.01))).toMatchObject({
    kind: 'inconclusive',
    reason: 'nothing was measured',
  });
});
