import { expect, test } from '@playwright/test';
import { type DecodedSlice, decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { roundTraffic } from '../../../src/run/round-traffic.ts';
import { constantHistogram } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

/** A slice with a hundred requests of each operation that all took the same time. */
function slice(index: number, latenciesMs: Readonly<Record<string, number>>): DecodedSlice {
  const operations = Object.entries(latenciesMs).map(([operation, ms]) => {
    const successes = constantHistogram(ms, 100).encode();
    return [operation, { outcomes: { ok: 100 }, successes, bytesReceived: 0 }] as const;
  });
  return decodeSlice(madeSlice(index, Object.fromEntries(operations)));
}

const slices: DecodedSlice[] = [
  slice(0, { 'deals.create': 10, 'deals.list': 10 }),
  slice(1, { 'deals.create': 80, 'deals.list': 20 }),
  slice(2, { 'deals.create': 500, 'deals.list': 500 }),
];

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
