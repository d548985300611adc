import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import type { SliceRound } from '../../../src/measure/slice.ts';
import { trafficRecord } from '../../../src/run/traffic-record.ts';
import { histogramOf } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

test('the samples of failed requests are counted: those that were sent before the target died, not those it refused', () => {
  const operations = {
    'deals.list': {
      outcomes: { ok: 2, refused: 40 },
      successes: histogramOf([2_000, 3_000]).encode(),
      bytesReceived: 0,
    },
    'deals.get': { outcomes: { reset: 1 }, failures: histogramOf([900]).encode(), bytesReceived: 0 },
  };
  const record = trafficRecord([decodeSlice(madeSlice(0, operations))], []);
  expect(record).toMatchObject({ ok: 2, failed: 41, latency: { samples: 3 }, failedSamples: 1 });
});

test('errors next to bursts and to the removal of what they made are in the counts, and not in what error rates are made of', () => {
  const failing = { 'deals.list': { outcomes: { ok: 3, server_error: 1, unfinished: 1 }, bytesReceived: 0 } };
  const round = { journey: 'create-deal', number: 1 };
  const slices = [undefined, 'visits', 'burst', 'removal'].map((kind, index) =>
    decodeSlice(
      madeSlice(index, failing, kind === undefined ? {} : { round: { ...round, kind } as SliceRound }),
    ),
  );
  const record = trafficRecord(slices, []);
  expect(record).toMatchObject({ sent: 20, failed: 4, unfinished: 4, errors: { ended: 8, failed: 2 } });
});

test('the traffic next to rounds is summed by what they did: visits, then the bursts on each operation, then their removal', () => {
  const operations = {
    'deals.list': { outcomes: { ok: 1 }, successes: histogramOf([2_000]).encode(), bytesReceived: 0 },
  };
  const login = { journey: 'login', number: 1 };
  const onDeals = { journey: 'create-deal', number: 1, operation: 'deals.create' };
  const rounds = [
    { kind: 'removal', ...onDeals },
    { kind: 'visits', ...login },
    { kind: 'burst', ...onDeals },
    { kind: 'burst', ...login, operation: 'auth.login' },
    { kind: 'visits', ...login },
    { kind: 'removal', ...onDeals },
  ] as const;
  const slices = rounds.map((round, index) => decodeSlice(madeSlice(index, operations, { round })));
  const found = trafficRecord(slices, [])?.inRounds ?? [];
  expect(found.map(({ kind, operation, sent }) => [kind, operation, sent])).toEqual([
    ['visits', undefined, 2],
    ['burst', 'auth.login', 1],
    ['burst', 'deals.create', 1],
    ['removal', 'deals.create', 2],
  ]);
});

test("the users' time that is told is that of the slices that limits are held against", () => {
  const lost = (lostMs: number) => ({ userTime: { totalMs: 100_000, lostMs } });
  const login = { journey: 'login', number: 1 };
  const slices = [
    madeSlice(0, {}, { ...lost(90_000), phase: 'ramp' }),
    madeSlice(1, {}, lost(2_000)),
    madeSlice(2, {}, { ...lost(80_000), round: { kind: 'burst', ...login } }),
    madeSlice(3, {}, lost(4_000)),
  ];
  const timeOf = (all: typeof slices) => trafficRecord(all.map(decodeSlice), [])?.userTime;
  expect(timeOf(slices)).toEqual({ totalMs: 200_000, lostMs: 6_000 });
  const visits = (lostMs: number) =>
    madeSlice(4, {}, { ...lost(lostMs), round: { kind: 'visits', ...login } });
  // Limits on errors have the visits, too, which are told where only these limits are void.
  expect(timeOf([...slices, visits(30_000)])).toEqual({ totalMs: 300_000, lostMs: 36_000 });
  expect(timeOf([...slices, visits(20_000)])).toEqual({ totalMs: 200_000, lostMs: 6_000 });
  const late = madeSlice(5, {}, lost(27_000));
  expect(timeOf([...slices, late, visits(80_000)])).toEqual({ totalMs: 300_000, lostMs: 33_000 });
});
