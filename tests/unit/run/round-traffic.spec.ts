import { expect, test } from '@playwright/test';
import { type DecodedSlice, decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import type { Slice } from '../../../src/measure/slice.ts';
import { roundTraffic } from '../../../src/run/round-traffic.ts';

function slice(fromMs: number, latenciesMs: Readonly<Record<string, number>>): Slice {
  const operations = Object.fromEntries(
    Object.entries(latenciesMs).map(([operation, ms]) => {
      const successes = new LatencyHistogram();
      for (let request = 0; request < 100; request += 1) successes.record(ms * 1000);
      return [operation, { outcomes: { ok: 100 }, successes: successes.encode(), bytesReceived: 0 }];
    }),
  );
  const health = {
    eventLoopDelayP99Ms: 0,
    eventLoopDelayMaxMs: 0,
    generatorCpu: 0,
    hostCpu: 0,
    gcPauseMs: 0,
    gcCount: 0,
    clockStepMs: 0,
    rssBytes: 0,
  };
  return {
    kind: 'slice',
    fromMs,
    toMs: fromMs + 10_000,
    phase: 'plateau',
    vus: 10,
    operations,
    health,
    disturbed: [],
  };
}

const slices: DecodedSlice[] = [
  slice(0, { 'deals.create': 10, 'deals.list': 10 }),
  slice(10_000, { 'deals.create': 80, 'deals.list': 20 }),
  slice(20_000, { 'deals.create': 500, 'deals.list': 500 }),
].map(decodeSlice);

test('the traffic of a round is that of the slices it reaches into, and of no other', () => {
  const traffic = roundTraffic(slices, { fromMs: 11_000, toMs: 19_000 }, 'deals.create');
  expect(traffic?.requestsPerSecond).toBe(20);
  expect(traffic?.p95Ms).toBeCloseTo(80, 0);
  expect(traffic?.operationP95Ms).toBeCloseTo(80, 0);
});

test('a round that reaches into two slices has the requests of both', () => {
  const traffic = roundTraffic(slices, { fromMs: 18_000, toMs: 22_000 }, 'deals.list');
  expect(traffic?.requestsPerSecond).toBe(20);
  expect(traffic?.operationP95Ms).toBeCloseTo(500, -1);
});

test('an operation that was not in the traffic has no figure there', () => {
  const traffic = roundTraffic(slices, { fromMs: 1_000, toMs: 2_000 }, 'tax.calculate');
  expect(traffic).toEqual({ requestsPerSecond: 20, p95Ms: expect.closeTo(10, 1) });
});

test('a moment without a slice has no traffic', () => {
  expect(roundTraffic(slices, { fromMs: 40_000, toMs: 41_000 }, 'deals.list')).toBeUndefined();
});
