import { expect, test } from '@playwright/test';
import { missingWords, samplesToHold } from '../../../src/verdict/missing-samples.ts';
import { limitOf } from '../../../src/verdict/verdict.ts';
import { operation } from '../../made/verdict.ts';

const subject = operation('deals.list');

test('as many samples as a limit needs to hold are known for percentiles, medians and shares', () => {
  const needs = (...[statistic, limit]: [Parameters<typeof limitOf>[1], number]) =>
    samplesToHold(limitOf(subject, statistic, 'baseline', limit));
  expect([needs('p95', 500), needs('p99', 500), needs('median', 500)]).toEqual([72, 368, 6]);
  expect([needs('errorRate', 0.01), needs('availability', 0.99)]).toEqual([381, 381]);
  expect([needs('errorRate', 0), needs('throughput', 10)]).toEqual([undefined, undefined]);
});

test('a limit that something else than its samples kept open gives its reason', () => {
  const open = { kind: 'inconclusive', samples: 3, interval: {}, reason: 'the reason' } as const;
  const p95 = limitOf(subject, 'p95', 'baseline', 500);
  expect(missingWords({ ...open, ...p95, because: 'refusals' })).toBe('deals.list p95: the reason');
  expect(missingWords({ ...open, ...p95 })).toBe('deals.list p95: 3 of the 72 samples that it needs to hold');
});
