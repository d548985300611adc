import { expect, test } from '@playwright/test';
import type { SliceRecord } from '../../../src/record/run-record.ts';
import { latencyAxis } from '../../../src/view/latency-axis.ts';

const slice = (p50Ms: number, p99Ms: number, lengthMs = 10_000) =>
  ({ fromMs: 0, toMs: lengthMs, latency: { p50Ms, p99Ms } }) as unknown as SliceRecord;

test('a slice far above the median makes the axis logarithmic, unless it is only the rest of the run', () => {
  const usual = [slice(5, 20), slice(5, 30), slice(5, 25)];
  expect(latencyAxis(usual, undefined)).toEqual({ isLogarithmic: false, isLimitNear: false });
  expect(latencyAxis([...usual, slice(5, 201)], undefined).isLogarithmic).toBe(true);
  expect(latencyAxis([...usual, slice(5, 201, 900)], undefined).isLogarithmic).toBe(false);
});

test('a limit is drawn where it is near', () => {
  expect(latencyAxis([slice(5, 100)], 240).isLimitNear).toBe(true);
  expect(latencyAxis([slice(5, 100)], 260).isLimitNear).toBe(false);
  expect(latencyAxis([slice(1, 100)], 1_100)).toEqual({ isLogarithmic: true, isLimitNear: true });
  expect(latencyAxis([], 500).isLimitNear).toBe(false);
});
