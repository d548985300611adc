import { expect, test } from '@playwright/test';
import { ownMs, stepBounds, stepOwnMs } from '../../../src/view/step-own-delay.ts';

const CLEAR = { medianMs: 100, visitsMs: [100, 100], leastVisitsMs: [80, 90] };
const VAGUE = { medianMs: 100, visitsMs: [100, 100], leastVisitsMs: [0, 40] };
const OLD = { medianMs: 100, visitsMs: [100, 100] };

test('the share of the measurer is what the least possible figure leaves', () => {
  expect(ownMs(100, undefined)).toBeUndefined();
  expect(ownMs(100, 98.6)).toBeCloseTo(1.4);
  expect(ownMs(100, 101)).toBe(0);
});

test('the bound of a step is shown unless it is more than half of the step', () => {
  expect(stepOwnMs(CLEAR)).toBe(15);
  expect(stepOwnMs(VAGUE)).toBeUndefined();
  expect(stepOwnMs(OLD)).toBeUndefined();
});

test('steps whose bound is not known, or says next to nothing, are counted', () => {
  expect(stepBounds([CLEAR, VAGUE, OLD, OLD])).toEqual({ unknown: 2, vague: 1 });
  expect(stepBounds([{ medianMs: 0, visitsMs: [] }])).toEqual({ unknown: 0, vague: 0 });
});
