import { expect, test } from '@playwright/test';
import { calibrationFaults, calibrationMarkdown } from '../../../../lab/calibration/calibration-tables.ts';
import { compare, worstError } from '../../../../lab/calibration/comparison.ts';
import type { Measured } from '../../../../lab/calibration/subjects/measured.ts';
import type { Truth } from '../../../../lab/calibration/truth.ts';

const truth: Truth = { figures: { 50: 1, 95: 20, 97.5: 50, 99: 100 }, ended: 1000, failed: 0 };
const right: Measured = {
  figures: { 50: 1.3, 95: 20.49, 97.5: 80, 99: 101.2 },
  ended: 1000,
  failed: 0,
  underWay: 0,
  disturbed: [],
};
const judge = (measured: Partial<Measured>) =>
  compare('constant', 'our users, open', truth, { ...right, ...measured }).faults;

test('figures within 1 % + 0.3 ms hold', () => {
  expect(judge({})).toEqual([]);
});

test('a figure beyond it is a fault with both figures and the bound, above and below', () => {
  expect(judge({ figures: { ...right.figures, 95: 20.6 } })).toEqual([
    'p95 20.60 ms, truth 20.00 ms: off by more than 0.50 ms',
  ]);
  expect(judge({ figures: { ...right.figures, 99: 98 } })).toHaveLength(1);
});

test('a percentile that is missing is a fault', () => {
  expect(judge({ figures: { 50: 1, 95: 20 } })).toEqual(['p99 was not measured']);
});

test('requests that were not counted are a fault, unless they were under way at the end', () => {
  expect(judge({ ended: 999 })).toEqual(['999 requests ended, truth 1000']);
  expect(judge({ ended: 995, underWay: 10 })).toEqual([]);
  expect(judge({ ended: 1001, underWay: 10 })).toHaveLength(1);
});

test('a disturbed measurement is a fault', () => {
  expect(judge({ disturbed: ['start lag p99 9.0 ms'] })).toEqual([
    'the measurer was disturbed: start lag p99 9.0 ms',
  ]);
});

test('autocannon is shown and not judged', () => {
  const { faults } = compare('constant', 'autocannon with its defaults', truth, {
    ...right,
    figures: { 50: 340 },
  });
  expect(faults).toEqual([]);
});

test('the worst error is the largest share of what is allowed', () => {
  const measured = { ...right, figures: { 50: 1, 95: 20.25, 99: 100 } };
  expect(worstError({ truth, measured })).toBeCloseTo(0.5, 6);
});

test('a starved generator that came out valid fails the calibration, as does an idle one that came out invalid', () => {
  const trial = { model: 'closed', p95OffMs: 12.3, eventLoopDelayP99Ms: 9, coreWaitShare: 0.9 } as const;
  const calibration = {
    at: '2026-01-01T00:00:00.000Z',
    seconds: 3,
    machine: { cores: 2, cpu: 'x', memoryGb: 8, system: 'Linux', node: 'v24', loadBefore: 0 },
    conditions: { realTime: true, coresAwake: true },
    comparisons: [],
    trials: [
      { ...trial, treatment: 'hogged cores' },
      { ...trial, treatment: 'hogged cores', invalid: 'starved' },
      { ...trial, treatment: 'left alone' },
      { ...trial, treatment: 'left alone', invalid: 'starved' },
    ],
  } as const;
  expect(calibrationFaults(calibration)).toEqual([
    'hogged cores, closed model: valid, although its p95 was off by 12.3 ms',
    'left alone, closed model: starved',
  ]);
  expect(calibrationMarkdown(calibration)).toContain('Out of bounds:');
});
