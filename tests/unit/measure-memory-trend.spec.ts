import { expect, test } from '@playwright/test';
import { memoryTrend } from '../../src/measure/memory-trend.ts';
import type { Slice } from '../../src/measure/slice.ts';

const MB = 1_000_000;

/** Slices of `minutes`, with memory in MB as a function of the minute, up and down by 3 MB. */
function slices(minutes: number, megabytes: (minute: number) => number): Slice[] {
  return Array.from({ length: minutes * 6 }, (_, index) => ({
    kind: 'slice',
    fromMs: index * 10_000,
    toMs: (index + 1) * 10_000,
    phase: 'plateau',
    vus: 1,
    operations: {},
    health: {
      eventLoopDelayP99Ms: 0,
      eventLoopDelayMaxMs: 0,
      generatorCpu: 0,
      hostCpu: 0,
      gcPauseMs: 0,
      gcCount: 0,
      clockStepMs: 0,
      rssBytes: (megabytes((index + 1) / 6) + (index % 2 === 0 ? 3 : -3)) * MB,
    },
    disturbed: [],
  }));
}

test('memory that goes up and down around a level is flat, also when it grew in the first minutes', () => {
  const trend = memoryTrend(slices(20, (minute) => 200 + Math.min(0, minute - 5) * 20));
  expect(trend?.isFlat).toBe(true);
  expect(trend?.meanBytes).toBeCloseTo(200 * MB, -5);
  expect(trend?.fromMs).toBe(310_000);
});

test('a leak of a megabyte a minute is found, and its slope is that', () => {
  const trend = memoryTrend(slices(20, (minute) => 200 + minute));
  expect(trend?.isFlat).toBe(false);
  expect((trend?.slopeBytesPerHour ?? 0) / (60 * MB)).toBeCloseTo(1, 1);
});

test('a run of a few minutes does not tell', () => {
  expect(memoryTrend(slices(9, () => 200))).toBeUndefined();
});
