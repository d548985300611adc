import { expect, test } from '@playwright/test';
import {
  excessMs,
  momentsAlone,
  momentsAtUsualLoad,
  timelineOf,
  usualMs,
} from '../../../src/diagnosis/timeline.ts';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { histogramOf } from '../../made/histogram-of.ts';
import { madeTraffic } from '../../made/made-traffic.ts';
import { madeSlice } from '../../made/slices.ts';

test('a second that two slices share is one moment, and belongs to the round of either', () => {
  const seconds = { fromSecond: 9, ok: [2], totalMs: [10], slowestMs: [6] };
  const deals = { outcomes: { ok: 2 }, bytesReceived: 0, seconds };
  const visits = { kind: 'visits', journey: 'login', number: 1 } as const;
  const slices = [
    decodeSlice(madeSlice(0, { 'deals.get': deals }, { toMs: 9_500 })),
    decodeSlice(madeSlice(1, { 'deals.get': deals }, { fromMs: 9_500, round: visits })),
  ];
  const [moment, ...others] = timelineOf(slices);
  expect(others).toEqual([]);
  expect(moment).toMatchObject({ fromMs: 9_000, toMs: 10_000, round: 'visits' });
  expect(moment?.operations.get('deals.get')).toEqual({ ok: 4, failed: 0, totalMs: 20, slowestMs: 6 });
  expect(momentsAlone(timelineOf(slices))).toEqual([]);
});

test('a slice of a version that did not count by the second is one moment', () => {
  const successes = histogramOf([10_000, 30_000]).encode();
  const old = { outcomes: { ok: 2, timeout: 1, unfinished: 1 }, bytesReceived: 0, successes };
  const [moment] = timelineOf([decodeSlice(madeSlice(0, { 'deals.get': old }))]);
  expect(moment).toMatchObject({ fromMs: 0, toMs: 10_000, load: 10, loadUnit: 'users' });
  const { ok, failed, totalMs = 0 } = moment?.operations.get('deals.get') ?? {};
  expect({ ok, failed }).toEqual({ ok: 2, failed: 1 });
  expect(totalMs).toBeCloseTo(40, 0);
});

test('on a ramp users come evenly', () => {
  const moments = timelineOf(madeTraffic({ users: (at) => at * 2, seconds: 20 }));
  expect(moments.find(({ fromMs }) => fromMs === 15_000)?.load).toBeCloseTo(31, 0);
});

test('in the open model the load is what arrives, however many users a slow target keeps busy', () => {
  const moments = timelineOf(madeTraffic({ arrivals: 26, users: (at) => 10 + at }));
  expect(moments.every(({ load, loadUnit }) => load === 26 && loadUnit === 'arrivals/s')).toBe(true);
  expect(momentsAtUsualLoad(moments)).toHaveLength(60);
});

test('what is slow counts against what its operation usually takes', () => {
  const moments = timelineOf(madeTraffic({ latency: ({ at, ms }) => ms + (at > 50 ? 100 : 0) }));
  const usual = usualMs(moments);
  const [first, last] = [moments[5], moments.at(-1)];
  expect(Math.abs((first && excessMs(first, usual)) ?? 99)).toBeLessThan(30);
  expect((last && excessMs(last, usual)) ?? 0).toBeGreaterThan(70);
  expect(excessMs({ ...moments[0], operations: new Map() } as never, usual)).toBeUndefined();
  expect(timelineOf([])).toEqual([]);
});
