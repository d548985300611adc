import { expect, test } from '@playwright/test';
import { type DecodedSlice, decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { startLagOf } from '../../../src/measure/start-lag.ts';

function slice(fromMs: number, lagMs: number | undefined): DecodedSlice {
  const histogram = new LatencyHistogram();
  if (lagMs !== undefined) histogram.record(lagMs * 1000);
  return decodeSlice({
    kind: 'slice',
    fromMs,
    toMs: fromMs + 10_000,
    phase: 'plateau',
    vus: 1,
    operations: {},
    ...(lagMs !== undefined && { startLag: histogram.encode() }),
    health: {
      eventLoopDelayP99Ms: 0,
      eventLoopDelayMaxMs: 0,
      generatorCpu: 0,
      hostCpu: 0,
      gcPauseMs: 0,
      gcCount: 0,
      clockStepMs: 0,
      rssBytes: 1,
    },
    disturbed: [],
  });
}

test('a slice that a round only touches counts as within it', () => {
  const lag = startLagOf(
    [slice(0, 1), slice(10_000, 40), slice(20_000, 2)],
    [{ fromMs: 12_000, toMs: 20_000 }],
  );
  expect(lag?.inRounds.count).toBe(1);
  expect(lag?.inRounds.maxUs).toBeGreaterThan(39_000);
  expect(lag?.outside.count).toBe(2);
  expect(lag?.outside.maxUs).toBeLessThan(2_100);
});

test('without rounds everything is outside, and without lags there is nothing', () => {
  expect(startLagOf([slice(0, 1)], [])?.outside.count).toBe(1);
  expect(startLagOf([slice(0, undefined)], [])).toBeUndefined();
});
