import { expect, test } from '@playwright/test';
import { mergedSlices } from '../../../../src/measure/merged/merged-slices.ts';
import type { OperationSlice, Slice } from '../../../../src/measure/slice.ts';
import { StoredHistogram } from '../../../../src/measure/stored-histogram.ts';
import {
  type DrawnSample,
  dealt,
  drawnSamples,
  lateGrid,
  recordedSlices,
} from '../../../made/dealt-traffic.ts';
import { madeSlice } from '../../../made/slices.ts';

const LENGTH_MS = 20_000;

/** The bucket's highest latency and its samples, of each bucket in use. */
function bucketsOf(encoded: string | undefined): [number, number][] | undefined {
  if (encoded === undefined) return undefined;
  const buckets: [number, number][] = [];
  StoredHistogram.decode(encoded).forEachBucket((highestUs, count) => buckets.push([highestUs, count]));
  return buckets;
}

/** Everything of an operation, but for the sums of milliseconds, which each slice rounds. */
function exactly({
  successes,
  least,
  failures,
  leastFailures,
  waitedMs,
  seconds,
  ...counts
}: OperationSlice) {
  const { totalMs, ...others } = seconds ?? {};
  return {
    ...counts,
    histograms: [successes, least, failures, leastFailures].map(bucketsOf),
    waitedMs: waitedMs?.toSorted((a, b) => a - b),
    seconds: others,
  };
}

function allExactly(operations: Slice['operations']) {
  return Object.fromEntries(Object.entries(operations).map(([id, operation]) => [id, exactly(operation)]));
}

/** What a slice says of the target, bucket by bucket and count by count. */
function measured({ operations, startLag, arrivals, sockets, services, p95 }: Slice) {
  return {
    operations: allExactly(operations),
    startLag: bucketsOf(startLag),
    arrivals: { ...arrivals, startLag: bucketsOf(arrivals?.startLag), ownLag: bucketsOf(arrivals?.ownLag) },
    measures: allExactly(sockets?.measures ?? {}),
    events: sockets?.events,
    services: Object.entries(services ?? {})
      .map(([service, { lost = [], ...counts }]) => ({
        service,
        ...counts,
        lost: lost.map(({ second, by, count }) => `${second} ${by} ${count}`).sort(),
      }))
      .sort((a, b) => a.service.localeCompare(b.service)),
    p95,
  };
}

/** The slices of segments that share these samples, each with timers that are late by chance. */
function segmentsOf(samples: readonly DrawnSample[], segments: number): Slice[][] {
  return dealt(samples, segments, 7).map((hand, index) => recordedSlices(hand, lateGrid(LENGTH_MS, index)));
}

for (const count of [1, 2, 4, 8])
  test(`the merged slices of ${count} segments are those of one process, bucket by bucket`, () => {
    const samples = drawnSamples(2_000, LENGTH_MS, count);
    const ofOne = recordedSlices(samples, [10_050, 20_050]);
    const merged = mergedSlices(segmentsOf(samples, count));
    expect(merged.map(measured)).toEqual(ofOne.map(measured));
  });

test('sums of milliseconds by the second are those of one process, but for the rounding of each slice', () => {
  const samples = drawnSamples(4_000, LENGTH_MS, 4);
  const [ofOne] = recordedSlices(samples, [10_050]);
  const [merged] = mergedSlices(segmentsOf(samples, 4));
  for (const [id, { seconds }] of Object.entries(ofOne?.operations ?? {})) {
    const sums = merged?.operations[id]?.seconds?.totalMs ?? [];
    expect(sums).toHaveLength(seconds?.totalMs.length ?? 0);
    for (const [second, ms] of (seconds?.totalMs ?? []).entries())
      expect(Math.abs((sums[second] ?? 0) - ms)).toBeLessThan(0.05 * 5 + 0.05);
  }
});

test('merged slices have ten seconds each, without a gap, as late as the latest segment', () => {
  const segments = segmentsOf(drawnSamples(500, LENGTH_MS, 5), 4);
  const merged = mergedSlices(segments);
  const latest = [4, 9].map((index) => Math.max(...segments.map((each) => each[index]?.toMs ?? 0)));
  expect(merged.map(({ toMs }) => toMs)).toEqual(latest);
  expect(merged.map(({ fromMs }) => fromMs)).toEqual([0, ...latest.slice(0, -1)]);
});

test('users and open sockets are those at the end, over all segments; what users did adds up', () => {
  const userTime = { totalMs: 20_000, lostMs: 100 };
  const one = recordedSlices([], [2_000, 4_000], (toMs) => ({
    vus: toMs === 2_000 ? 3 : 4,
    begun: 30,
    renewals: 1,
    userTime,
  }));
  const other = recordedSlices([], [2_004, 4_001], () => ({
    vus: 6,
    begun: 50,
    preparation: { sent: 4, failed: 1 },
    userTime: { ...userTime, troubleMs: 7 },
  }));
  const [merged, ...more] = mergedSlices([one, other]);
  expect(more).toEqual([]);
  expect(merged).toMatchObject({
    vus: 10,
    begun: 160,
    renewals: 2,
    preparation: { sent: 8, failed: 2 },
    userTime: { totalMs: 80_000, lostMs: 400, troubleMs: 14 },
    sockets: { open: 10, drops: 4, reconnects: 8 },
  });
});

test('latencies less the measurer’s own delay are unknown where one segment did not measure them', () => {
  const samples = drawnSamples(200, 2_000, 6);
  const [one, other] = dealt(samples, 2, 6).map((hand) => recordedSlices(hand, [2_000]));
  const older = (one ?? []).map((slice) => ({
    ...slice,
    operations: Object.fromEntries(
      Object.entries(slice.operations).map(([id, { least, ...rest }]) => [id, rest]),
    ),
  }));
  const [merged] = mergedSlices([older, other ?? []]);
  expect(merged?.operations['deals.list']?.successes).toBeDefined();
  expect(merged?.operations['deals.list']).not.toHaveProperty('least');
  expect(merged?.operations['deals.list']).toHaveProperty('leastFailures');
});

test('a measurer that disturbed its figures is named by the place of its segment', () => {
  const samples = drawnSamples(2_000, 10_000, 8).map((sample) => ({ ...sample, ownDelayUs: 0 }));
  const [calm = [], starved = []] = dealt(samples, 2, 8);
  const late = starved.map((sample) => ({ ...sample, ownDelayUs: (sample.latencyUs ?? 0) / 2 }));
  const clock = { health: { ...healthOf(recordedSlices([], [2_000])), clockStepMs: 90 } };
  const [merged] = mergedSlices([
    recordedSlices(calm, [10_000]),
    recordedSlices(late, [10_000]),
    [],
    recordedSlices([], [10_000], () => clock),
  ]);
  expect(merged?.disturbed).toEqual([
    expect.stringMatching(/^up to .* of the p95 .* measurer's own delay$/),
    expect.stringMatching(/^segment 2: up to .* of the p95 .* measurer's own delay$/),
    expect.stringContaining('segment 4: the clock stepped by 90 ms: '),
  ]);
});

function healthOf([slice]: readonly Slice[]): Slice['health'] {
  if (slice === undefined) throw new Error('no slice: right would be one');
  return slice.health;
}

test('no segments, and segments without slices, give no slices', () => {
  expect(mergedSlices([])).toEqual([]);
  expect(mergedSlices([[], []])).toEqual([]);
});

test('what was under way at the end of a stretch is that of the last slice of each segment', () => {
  const slice = (toMs: number, underWayMs?: Slice['underWayMs']) =>
    madeSlice(0, {}, { fromMs: toMs - 2_000, toMs, ...(underWayMs !== undefined && { underWayMs }) });
  const [merged] = mergedSlices([
    [slice(2_000, { 'deals.list': [700] }), slice(4_000, { 'deals.list': [2_700], 'deals.get': [40] })],
    [slice(2_000, { 'deals.list': [900] }), slice(4_000, { 'deals.list': [50] })],
    [slice(2_000, { 'deals.list': [300] }), slice(4_000)],
  ]);
  expect(merged?.underWayMs).toEqual({ 'deals.list': [2_700, 50], 'deals.get': [40] });
  expect(mergedSlices([[slice(2_000)], [slice(2_000)]])[0]).not.toHaveProperty('underWayMs');
});
