import { expect, test } from '@playwright/test';
import { routesBetween } from '../../../src/evidence/gateway-routes.ts';
import { parsePrometheusText } from '../../../src/evidence/prometheus-text.ts';

/** The gateway's histogram after so many requests of each status up to 10, 100 ms and above. */
const reading = (ok: readonly [number, number, number], failed: readonly [number, number, number]) =>
  parsePrometheusText(
    [ok, failed]
      .flatMap(([to10, to100, all], index) => {
        const labels = `method="GET",path="/api/v1/deals",status_code="${index === 0 ? 'OK' : 'Bad Gateway'}"`;
        const name = 'autolytiq_http_request_duration_seconds';
        return [
          `${name}_bucket{${labels},le="0.01"} ${to10}`,
          `${name}_bucket{${labels},le="0.1"} ${to100}`,
          `${name}_bucket{${labels},le="+Inf"} ${all}`,
          `${name}_sum{${labels}} ${all * 0.05}`,
          `${name}_count{${labels}} ${all}`,
        ];
      })
      .join('\n'),
  );

test('the histogram of the run alone has the bounds of its p95, over all statuses', () => {
  const before = reading([100, 100, 100], [0, 0, 0]);
  const after = reading([150, 195, 195], [0, 5, 5]);
  expect(routesBetween(before, after)).toEqual([
    {
      method: 'GET',
      path: '/api/v1/deals',
      count: 100,
      meanMs: expect.closeTo(50),
      p95FromMs: 10,
      p95ToMs: 100,
    },
  ]);
});

test('a p95 in the last bucket has no upper bound', () => {
  const [route] = routesBetween(reading([0, 0, 0], [0, 0, 0]), reading([0, 94, 100], [0, 0, 0]));
  expect(route).toMatchObject({ p95FromMs: 100 });
  expect(route).not.toHaveProperty('p95ToMs');
});

test('a route without requests in the run, and a gateway without the histogram, give nothing', () => {
  const same = reading([5, 5, 5], [0, 0, 0]);
  expect(routesBetween(same, same)).toEqual([]);
  expect(routesBetween([], parsePrometheusText('up 1'))).toEqual([]);
});
