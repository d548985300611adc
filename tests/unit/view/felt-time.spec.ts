import { expect, test } from '@playwright/test';
import type { RoundRecord } from '../../../src/record/round-record.ts';
import { backendMs, feltMs } from '../../../src/view/felt-time.ts';

const round = (parts: object) => parts as RoundRecord;

test('what users felt is the sum of the medians of the steps', () => {
  const steps = [
    { visitsMs: [110, 120, 130], medianMs: 120 },
    { visitsMs: [80.5], medianMs: 80.5 },
  ];
  expect(feltMs(round({ steps }))).toBe(200.5);
});

test('a round without a warm visit has no felt time, neither 0 nor that of its cold visit', () => {
  const cold = { coldMs: 300, visitsMs: [], medianMs: 300 };
  expect(feltMs(round({ steps: [] }))).toBeUndefined();
  expect(feltMs(round({ steps: [{ visitsMs: [80], medianMs: 80 }, cold] }))).toBeUndefined();
});

test('next to it stands the p95 of the operation, or of all traffic, or of the burst', () => {
  const burst = { p95Ms: 30 };
  expect(backendMs(round({ traffic: { operationP95Ms: 10, p95Ms: 20 }, burst }))).toBe(10);
  expect(backendMs(round({ traffic: { p95Ms: 20 }, burst }))).toBe(20);
  expect(backendMs(round({ burst }))).toBe(30);
  expect(backendMs(round({}))).toBeUndefined();
});
