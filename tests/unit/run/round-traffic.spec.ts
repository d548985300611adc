import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import type { SliceRound } from '../../../src/measure/slice.ts';
import { roundTraffic } from '../../../src/run/round-traffic.ts';
import { constantHistogram } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

/** A slice with a hundred requests of each operation that all took the same time. */
function slice(index: number, ms: number, round?: SliceRound, operations = ['deals.create', 'deals.list']) {
  const successes = constantHistogram(ms, 100).encode();
  const each = operations.map((id) => [id, { outcomes: { ok: 100 }, successes, bytesReceived: 0 }] as const);
  return decodeSlice(madeSlice(index, Object.fromEntries(each), round === undefined ? {} : { round }));
}

const round = { journey: 'create-deal', number: 1 };
const visits = { kind: 'visits', ...round } as const;

const slices = [
  slice(0, 10),
  slice(1, 80, visits),
  slice(2, 500, { kind: 'burst', ...round, operation: 'deals.create' }),
  slice(3, 40, { ...visits, number: 2 }),
  slice(4, 40, { ...visits, journey: 'login' }),
];

test('the traffic of a round is that of its visits: no other time, no other round, and not its burst', () => {
  const traffic = roundTraffic(slices, round, 'deals.create');
  expect(traffic?.requestsPerSecond).toBe(20);
  expect(traffic?.p95Ms).toBeCloseTo(80, 0);
  expect(traffic?.operationP95Ms).toBeCloseTo(80, 0);
});

test('an operation that was not in the traffic has no figure there', () => {
  const traffic = roundTraffic(slices, round, 'tax.calculate');
  expect(traffic).toEqual({ requestsPerSecond: 20, p95Ms: expect.closeTo(80, 0) });
});

test('a round without traffic next to it has none', () => {
  expect(roundTraffic(slices, { ...round, number: 3 }, 'deals.list')).toBeUndefined();
});
