import { expect, test } from '@playwright/test';
import { judgeThroughput } from '../../../src/verdict/judge-throughput.ts';
import type { Limit } from '../../../src/verdict/verdict.ts';

const limit: Limit = {
  subject: { kind: 'service', service: 'gateway' },
  statistic: 'throughput',
  column: 'baseline',
  limit: 2000,
  unit: 'per second',
  direction: 'above',
};

test('seconds that are all well above the limit pass, with their mean', () => {
  expect(judgeThroughput([2500, 2600, 2400], limit)).toMatchObject({
    kind: 'pass',
    figure: 2500,
    samples: 3,
  });
});

test('the interval of three seconds is 4.303 standard errors to either side', () => {
  const { interval } = judgeThroughput([2500, 2600, 2400], limit) as {
    interval: { lower: number; upper: number };
  };
  // Standard deviation 100, of three: 100 / sqrt(3) = 57.735, times Student's 4.303.
  expect(interval.lower).toBeCloseTo(2500 - 248.43, 1);
  expect(interval.upper).toBeCloseTo(2500 + 248.43, 1);
});

test('seconds that are all well below the limit fail', () => {
  expect(judgeThroughput([900, 950, 1000], limit).kind).toBe('fail');
});

test('one slow second leaves it open', () => {
  expect(judgeThroughput([2600, 2600, 900], limit)).toMatchObject({
    kind: 'inconclusive',
    reason: 'the interval of 3 seconds includes the limit',
  });
});

test('a rate of exactly the limit has not exceeded it', () => {
  expect(judgeThroughput([2000, 2000, 2000], limit).kind).toBe('fail');
});

test('one second alone says nothing of its spread, so it is inconclusive', () => {
  expect(judgeThroughput([9000], limit)).toMatchObject({
    kind: 'inconclusive',
    figure: 9000,
    interval: {},
    reason: 'one second alone does not show how much the seconds differ',
  });
});

test('no whole second is inconclusive', () => {
  expect(judgeThroughput([], limit)).toMatchObject({ kind: 'inconclusive', reason: 'nothing was measured' });
});
