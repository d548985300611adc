import { expect, test } from '@playwright/test';
import { ALL_OPERATIONS, compareWithTruth, isInside } from '../../../../lab/real-runs/compare-with-truth.ts';
import { joinRequests, type RunToJoin } from '../../../../lab/real-runs/join-requests.ts';
import type { RecordedRequest } from '../../../../lab/real-runs/recorded-request.ts';
import type { DecodedSlice } from '../../../../src/measure/decoded-slice.ts';
import { decodeOperations } from '../../../../src/measure/decoded-slice.ts';
import { Recorder } from '../../../../src/measure/recorder.ts';

const STARTED_MS = 1_000_000;
const PREFIX = 'c3'.repeat(8);

/** A slice with these latencies of `deals.list`, each with 1 ms that the measurer may have added, and others cut off. */
function slice(fromMs: number, latenciesMs: readonly number[], unfinished = 0): DecodedSlice {
  const recorder = new Recorder(['deals.list']);
  for (const ms of latenciesMs) recorder.end('deals.list', 'ok', ms * 1000, 10, 1000);
  for (let cut = 0; cut < unfinished; cut += 1) recorder.end('deals.list', 'unfinished', 5_000, 0);
  const operations = decodeOperations(recorder.takeSlice());
  return { fromMs, toMs: fromMs + 10_000, operations } as unknown as DecodedSlice;
}

function request(endedMs: number, latencyMs: number, more: Partial<RecordedRequest> = {}): RecordedRequest {
  return {
    traceId: `${PREFIX}${'0'.repeat(16)}`,
    isFromBrowser: false,
    method: 'GET',
    path: '/api/v1/deals',
    status: 200,
    receivedMs: STARTED_MS + endedMs - latencyMs,
    lateMs: 0,
    endedMs: STARTED_MS + endedMs,
    ...more,
  };
}

function run(...slices: DecodedSlice[]): RunToJoin {
  return { slices, startedAtMs: STARTED_MS, tracePrefix: PREFIX };
}

function latenciesOf(joined: ReturnType<typeof joinRequests>, of: DecodedSlice): number[] {
  return (joined.bySlice.get(of) ?? []).map(({ latencyMs }) => Math.round(latencyMs));
}

test('a request that ended before a border and was read after it belongs to the slice that counted it', () => {
  const [first, second] = [slice(0, [5, 5]), slice(10_000, [900, 5])];
  const joined = joinRequests(run(first, second), [
    request(2_000, 5),
    request(3_000, 4),
    request(9_999, 300),
    request(12_000, 3),
  ]);
  expect(joined.mismatches).toEqual([]);
  expect(latenciesOf(joined, first)).toEqual([5, 4]);
  expect(latenciesOf(joined, second)).toEqual([300, 3]);
});

test('where the numbers differ the time decides, and the difference is said', () => {
  const [first, second] = [slice(0, [5]), slice(10_000, [5])];
  const joined = joinRequests(run(first, second), [request(1_000, 1), request(9_000, 2), request(10_000, 3)]);
  expect(joined.mismatches).toEqual(['deals.list: 3 recorded, 2 reported']);
  expect(latenciesOf(joined, first)).toEqual([1, 2]);
  expect(latenciesOf(joined, second)).toEqual([3]);
});

test('a request that the run left unfinished may have been answered: it is in no slice', () => {
  const [first, last] = [slice(0, [5]), slice(10_000, [5], 1)];
  const joined = joinRequests(run(first, last), [request(1_000, 1), request(12_000, 2), request(19_999, 3)]);
  expect([joined.mismatches, joined.excused]).toEqual([[], 1]);
  expect([latenciesOf(joined, first), latenciesOf(joined, last)]).toEqual([[1], [2]]);
});

test('an operation that the run reports and the proxy never saw is a mismatch', () => {
  const only = slice(0, [5, 5]);
  const others = [request(1_000, 5, { traceId: 'd4'.repeat(16) })];
  for (const recorded of [[], others])
    expect(joinRequests(run(only), recorded)).toMatchObject({
      mismatches: ['deals.list: 0 recorded, 2 reported'],
      excused: 0,
    });
});

test('requests of others, and of operations that the run does not report, are left out', () => {
  const only = slice(0, [5]);
  const joined = joinRequests(run(only), [
    request(1_000, 5),
    request(1_100, 6, { traceId: 'd4'.repeat(16) }),
    request(1_200, 7, { traceId: '' }),
    request(1_300, 8, { method: 'POST' }),
    request(1_400, 9, { path: '/assets/app.js' }),
  ]);
  expect(joined.mismatches).toEqual([]);
  expect(latenciesOf(joined, only)).toEqual([5]);
});

test('failures are joined by their time and are in the figures of the whole traffic alone', () => {
  const only = slice(
    0,
    Array.from({ length: 40 }, () => 10),
  );
  const successes = Array.from({ length: 40 }, (_, index) => request(1_000 + index, 10));
  const failures = Array.from({ length: 40 }, (_, index) => request(2_000 + index, 1, { status: 500 }));
  const figures = compareWithTruth([only], joinRequests(run(only), [...successes, ...failures]));
  const truth = (operation: string) =>
    figures.find((figure) => figure.operation === operation && figure.percentile === 50)?.truthMs;
  expect(truth('deals.list')).toBeCloseTo(10, 3);
  expect(truth(ALL_OPERATIONS)).toBeCloseTo(1, 3);
});

test('figures are those of the chosen slices, with the bound that the run states', () => {
  const chosen = slice(
    0,
    Array.from({ length: 40 }, () => 10),
  );
  const other = slice(
    10_000,
    Array.from({ length: 40 }, () => 500),
  );
  const recorded = [
    ...Array.from({ length: 40 }, (_, index) => request(1_000 + index, 9.5, { lateMs: 0.2 })),
    ...Array.from({ length: 40 }, (_, index) => request(11_000 + index, 499)),
  ];
  const [median] = compareWithTruth([chosen], joinRequests(run(chosen, other), recorded)).filter(
    ({ operation }) => operation === 'deals.list',
  );
  expect(median).toMatchObject({ operation: 'deals.list', percentile: 50, samples: 40 });
  expect(median?.truthMs).toBeCloseTo(9.5, 3);
  expect(median?.truthMostMs).toBeCloseTo(9.7, 3);
  expect(median?.measuredMs).toBeCloseTo(10, 1);
  expect(median?.leastMs).toBeCloseTo(9, 1);
});

test('an operation of fewer than 20 samples, and a percentile that the run does not report, are left out', () => {
  const few = slice(0, [5, 5, 5]);
  const recorded = Array.from({ length: 3 }, (_, index) => request(1_000 + index, 5));
  expect(compareWithTruth([few], joinRequests(run(few), recorded))).toEqual([]);
  const forty = slice(
    0,
    Array.from({ length: 40 }, () => 5),
  );
  const figures = compareWithTruth(
    [forty],
    joinRequests(
      run(forty),
      Array.from({ length: 40 }, (_, index) => request(1_000 + index, 5)),
    ),
  );
  expect(new Set(figures.map(({ percentile }) => percentile))).toEqual(new Set([50, 95]));
});

test('the truth is inside from the least figure to the measured one, to 1 % + 0.3 ms', () => {
  const figure = { operation: 'x', percentile: 95, samples: 40, measuredMs: 30, leastMs: 20 } as const;
  const at = (truthMs: number, truthMostMs = truthMs) => isInside({ ...figure, truthMs, truthMostMs });
  expect([19.4, 19.6, 25, 30.5, 30.7].map((truthMs) => at(truthMs))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});

test('a proxy that may have been late states a range, which is inside if it meets the bound', () => {
  const figure = { operation: 'x', percentile: 95, samples: 40, measuredMs: 30, leastMs: 20 } as const;
  expect(isInside({ ...figure, truthMs: 18, truthMostMs: 20 })).toBe(true);
  expect(isInside({ ...figure, truthMs: 18, truthMostMs: 19 })).toBe(false);
});
