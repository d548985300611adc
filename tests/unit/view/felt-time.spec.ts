import { expect, test } from '@playwright/test';
import type { RoundRecord } from '../../../src/record/round-record.ts';
import { backendMs, feltMs } from '../../../src/view/felt-time.ts';

const round = (parts: object) => parts as RoundRecord;

test('what users felt is the sum of the medians of the steps', () => {
  expect(feltMs(round({ steps: [{ medianMs: 120 }, { medianMs: 80.5 }] }))).toBe(200.5);
  expect(feltMs(round({ steps: [] }))).toBe(0);
});

test('next to it stands the p95 of the operation, or of all traffic, or of the burst', () => {
  const burst = { p95Ms: 30 };
  expect(backendMs(round({ traffic: { operationP95Ms: 10, p95Ms: 20 }, burst }))).toBe(10);
  expect(backendMs(round({ traffic: { p95Ms: 20 }, burst }))).toBe(20);
  expect(backendMs(round({ burst }))).toBe(30);
  expect(backendMs(round({}))).toBeUndefined();
});
