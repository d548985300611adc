import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { type OperationFigures, sumOperation } from '../../../src/measure/operation-figures.ts';
import { routeRow } from '../../../src/view/gateway-routes.ts';

/** An operation whose requests all took this long at the users' end. */
function measured(count: number, ms: number): OperationFigures {
  const all = new LatencyHistogram();
  for (let n = 0; n < count; n += 1) all.record(ms * 1000);
  return { ...sumOperation([]), all };
}

const route = {
  method: 'GET',
  path: '/api/v1/deals/:id',
  count: 100,
  meanMs: 12,
  p95FromMs: 10,
  p95ToMs: 25,
};

test('what the users waited longer than the gateway worked is given where both counted as many requests', () => {
  const [row] = routeRow(route, new Map([['deals.get', measured(100, 50)]]));
  expect(row).toMatchObject({
    operations: ['deals.get'],
    ours: 100,
    ourMeanMs: expect.closeTo(50, 0),
    outsideMs: expect.closeTo(38, 0),
  });
});

test('a single request that only one side counted leaves the difference out: the means are of different requests', () => {
  for (const ours of [99, 101]) {
    const [row] = routeRow(route, new Map([['deals.get', measured(ours, 50)]]));
    expect(row).toMatchObject({ ours, count: 100, ourMeanMs: expect.closeTo(50, 0) });
    expect(row).not.toHaveProperty('outsideMs');
  }
});

test("the row says how much of the users' mean and p95 may be the measurer's own delay, where all of it is bounded", () => {
  const bounded = { ...measured(100, 50), allLeast: measured(100, 47).all, isBounded: true };
  const [row] = routeRow(route, new Map([['deals.get', bounded]]));
  expect(row?.ownMeanMs).toBeCloseTo(3, 0);
  expect(row).toMatchObject({ ourP95Ms: expect.closeTo(50, 0), ourP95LeastMs: expect.closeTo(47, 0) });
  const [unknown] = routeRow(route, new Map([['deals.get', { ...bounded, isBounded: false }]]));
  expect(unknown).not.toHaveProperty('ownMeanMs');
  expect(unknown).not.toHaveProperty('ourP95LeastMs');
});

test('means are not compared when the gateway counted others too', () => {
  const [row] = routeRow(route, new Map([['deals.get', measured(60, 50)]]));
  expect(row).toMatchObject({ ours: 60, count: 100 });
  expect(row).not.toHaveProperty('outsideMs');
});

test('a route that the users did not request has no row', () => {
  expect(routeRow(route, new Map([['deals.list', measured(60, 50)]]))).toEqual([]);
});
