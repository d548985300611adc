import { expect, test } from '@playwright/test';
import { calibrationFaults, calibrationMarkdown } from '../../../../lab/calibration/calibration-tables.ts';
import { compare, countFaults, worstError } from '../../../../lab/calibration/comparison.ts';
import { trialFaults } from '../../../../lab/calibration/starvation/run-trial.ts';
import type { Measured } from '../../../../lab/calibration/subjects/measured.ts';
import type { Truth } from '../../../../lab/calibration/truth.ts';

const truth: Truth = { figures: { 50: 1, 95: 20, 97.5: 50, 99: 100 }, ended: 1000, failed: 0 };
const right: Measured = {
  figures: { 50: 1.9, 95: 21.5, 97.5: 80, 99: 104 },
  least: { 50: 1.3, 95: 20.49, 97.5: 70, 99: 101.2 },
  ended: 1000,
  failed: 0,
  underWay: 0,
};
const judge = (measured: Partial<Measured>) =>
  compare('constant', 'our users, open', truth, { ...right, ...measured }).faults;

test('a truth within the stated bound, to 1 % + 0.3 ms, holds', () => {
  expect(judge({})).toEqual([]);
});

test('a truth below or above the stated bound is a fault that names both', () => {
  expect(judge({ least: { ...right.least, 95: 20.6 } })).toEqual([
    'p95: stated 20.60 to 21.50 ms, truth 20.00 ms',
  ]);
  expect(judge({ figures: { ...right.figures, 99: 98 } })).toHaveLength(1);
});

test('a tool that states no bound is held to its figures', () => {
  const { least: _, ...silent } = right;
  const found = compare('constant', 'our users, open', truth, {
    ...silent,
    figures: { 50: 1.3, 95: 20.49, 99: 101.4 },
  });
  expect(found.faults).toEqual(['p99: stated 101.40 to 101.40 ms, truth 100.00 ms']);
});

test('a bound that is wider than 5 % + 1 ms is a fault', () => {
  expect(judge({ least: { ...right.least, 50: 0.8 } })).toEqual([
    'p50: stated 0.80 to 1.90 ms, truth 1.00 ms; the bound may be 1.05 ms wide',
  ]);
});

test('a percentile that is missing is a fault', () => {
  expect(judge({ figures: { 50: 1.4, 95: 21 } })).toEqual(['p99 was not measured']);
});

test('requests that were not counted are a fault, unless they were under way at the end', () => {
  expect(judge({ ended: 999 })).toEqual(['999 requests ended, truth 1000']);
  expect(judge({ ended: 995, underWay: 10 })).toEqual([]);
  expect(judge({ ended: 1001, underWay: 10 })).toHaveLength(1);
});

test('autocannon is shown and not judged', () => {
  const { faults } = compare('constant', 'autocannon with its defaults', truth, {
    ...right,
    figures: { 50: 340 },
  });
  expect(faults).toEqual([]);
});

test('the worst error is the largest share of what is allowed, of the distance or of the width', () => {
  const off = { figures: { 50: 1, 95: 20.25, 99: 100 }, least: { 50: 1, 95: 20.25, 99: 100 } };
  expect(worstError({ truth, measured: { ...right, ...off } })).toBeCloseTo(0.5, 6);
  const wide = { figures: { 50: 1, 95: 20, 99: 103 }, least: { 50: 1, 95: 20, 99: 100 } };
  expect(worstError({ truth, measured: { ...right, ...wide } })).toBeCloseTo(0.5, 6);
});

const trial = { model: 'closed', countFaults: [], eventLoopDelayP99Ms: 9, coreWaitShare: 0.9 } as const;
/** Those of a trial: p50 and p99 are right, and the p95 is this. */
const figures = (measuredMs: number, leastMs: number) => [
  { percentile: 50 as const, truthMs: 20, measuredMs: 20, leastMs: 20 },
  { percentile: 95 as const, truthMs: 20, measuredMs, leastMs },
  { percentile: 99 as const, truthMs: 20, measuredMs: 20, leastMs: 20 },
];

test('a trial that lacks a percentile or lost requests is a fault, however it was starved', () => {
  const starved = { ...trial, treatment: 'hogged cores', figures: figures(90, 12) } as const;
  expect(trialFaults(starved)).toEqual([]);
  expect(trialFaults({ ...starved, figures: [] })).toEqual(['p50 was not measured', 'p95 was not measured']);
  expect(trialFaults({ ...starved, countFaults: countFaults(truth, { ...right, ended: 990 }) })).toEqual([
    '990 requests ended, truth 1000',
  ]);
  expect(countFaults(truth, { ...right, ended: 990, underWay: 10 })).toEqual([]);
});

test('a starved generator may state a wide bound, one that is left alone may not, and the truth has to be in both', () => {
  const calibration = {
    at: '2026-01-01T00:00:00.000Z',
    seconds: 3,
    machine: { cores: 2, cpu: 'x', memoryGb: 8, system: 'Linux', node: 'v24', loadBefore: 0 },
    conditions: { realTime: true, coresAwake: true },
    comparisons: [],
    trials: [
      { ...trial, treatment: 'hogged cores', figures: figures(90, 12) },
      { ...trial, treatment: 'hogged cores', figures: figures(90, 21) },
      { ...trial, treatment: 'left alone', figures: figures(21, 20) },
      { ...trial, treatment: 'left alone', figures: figures(24, 20) },
    ],
  } as const;
  expect(calibrationFaults(calibration)).toEqual([
    'hogged cores, closed model: p95: stated 21.00 to 90.00 ms, truth 20.00 ms',
    'left alone, closed model: p95: stated 20.00 to 24.00 ms, truth 20.00 ms',
  ]);
  expect(calibrationMarkdown(calibration)).toContain('Out of bounds:');
});
