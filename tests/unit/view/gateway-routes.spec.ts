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

test('what the users waited longer than the gateway worked is network and queues', () => {
  const [row] = routeRow(route, new Map([['deals.get', measured(98, 50)]]));
  expect(row).toMatchObject({
    operations: ['deals.get'],
    ours: 98,
    ourMeanMs: expect.closeTo(50, 0),
    outsideMs: expect.closeTo(38, 0),
  });
});

test('means are not compared when the gateway counted others too', () => {
  const [row] = routeRow(route, new Map([['deals.get', measured(60, 50)]]));
  expect(row).toMatchObject({ ours: 60, count: 100 });
  expect(row).not.toHaveProperty('outsideMs');
});

test('a route that the users did not request has no row', () => {
  expect(routeRow(route, new Map([['deals.list', measured(60, 50)]]))).toEqual([]);
});
