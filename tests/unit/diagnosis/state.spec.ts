import { expect, test } from '@playwright/test';
import { healthState, statesOf } from '../../../src/diagnosis/state.ts';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { histogramOf } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

const bands = loadTables().states;

/** The state of 1,000 requests with about these percentiles and this share of errors. */
function stateAt(p95Ms: number, p99Ms: number, errorRate: number) {
  const latencies = Array.from({ length: 1_000 }, (_, index) =>
    index >= 980 ? p99Ms : index >= 900 ? p95Ms : p95Ms / 2,
  );
  const allLeast = histogramOf(latencies.map((ms) => ms * 1000));
  return healthState({ allLeast }, { sent: 1_000, unfinished: 0, failed: errorRate * 1_000 }, bands);
}

for (const { state, example } of bands) {
  test(`the guide's example of ${state} results is ${state}`, () => {
    expect(stateAt(example.p95Ms, example.p99Ms, example.errorRate).state).toBe(state);
  });
}

test('the worst figure decides, and stands first with the border that it crossed', () => {
  const { state, figures } = stateAt(300, 500, 0.05);
  expect(state).toBe('degraded');
  expect(figures[0]).toEqual({ figure: 'errorRate', value: 0.05, state: 'degraded', from: 0.01 });
});

test('a state begins at its border', () => {
  expect(stateAt(100, 200, 0.009).state).toBe('healthy');
  expect(stateAt(100, 200, 0.01).state).toBe('degraded');
});

test('a few requests without a failure have no state', () => {
  const few = { allLeast: histogramOf([9_000_000, 9_000_000]) };
  expect(healthState(few, { sent: 2, unfinished: 0, failed: 0 }, bands).state).toBe('not known');
  expect(healthState(undefined, { sent: 0, unfinished: 0, failed: 0 }, bands)).toEqual({
    state: 'not known',
    requests: 0,
    figures: [],
  });
});

test('one failure among a few requests is no state, a dozen of them are critical', () => {
  const none = { allLeast: histogramOf([]) };
  expect(healthState(none, { sent: 30, unfinished: 0, failed: 1 }, bands).state).toBe('not known');
  const dozen = healthState(none, { sent: 12, unfinished: 0, failed: 12 }, bands);
  expect(dozen.state).toBe('critical');
  expect(dozen.figures[0]).toMatchObject({ figure: 'errorRate', leastOf: 12 });
});

test("the measurer's own delay makes no target slow, and neither does what a burst of the suite does, or its removal", () => {
  const slow = (ms: number) => histogramOf(Array.from({ length: 200 }, () => ms * 1000)).encode();
  const deals = { outcomes: { ok: 200 }, bytesReceived: 0, successes: slow(900), least: slow(20) };
  const failing = { outcomes: { server_error: 200 }, bytesReceived: 0, failures: slow(9_000) };
  const round = { journey: 'login', number: 1, operation: 'auth.login' };
  const slices = [
    decodeSlice(madeSlice(0, { 'deals.list': deals })),
    decodeSlice(madeSlice(1, { 'auth.login': failing }, { round: { ...round, kind: 'burst' } })),
    decodeSlice(madeSlice(2, { 'auth.login': failing }, { round: { ...round, kind: 'removal' } })),
  ];
  const { state, services, operations } = statesOf(slices, bands);
  expect(state).toBe('healthy');
  expect(services).toMatchObject([
    { service: 'auth', state: 'not known' },
    { service: 'deals', state: 'healthy', requests: 200 },
  ]);
  expect(operations).toMatchObject([{ operation: 'deals.list', state: 'healthy' }]);
});
