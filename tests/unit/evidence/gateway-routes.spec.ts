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

test('a summary has no buckets, so its routes have a mean and no p95', () => {
  const summary = (count: number) =>
    parsePrometheusText(
      `http_request_duration_seconds{method="GET",path="/api/v1/deals",quantile="0.95"} 0.2
http_request_duration_seconds_sum{method="GET",path="/api/v1/deals"} ${count * 0.05}
http_request_duration_seconds_count{method="GET",path="/api/v1/deals"} ${count}`,
    );
  expect(routesBetween(summary(10), summary(30))).toEqual([
    { method: 'GET', path: '/api/v1/deals', count: 20, meanMs: expect.closeTo(50) },
  ]);
});

test('a histogram without a last bucket has no upper bound for what is above the others', () => {
  const after = reading([0, 94, 100], [0, 0, 0]).filter(({ labels }) => labels.le !== '+Inf');
  const [route] = routesBetween([], after);
  expect(route).toMatchObject({ p95FromMs: 100 });
  expect(route).not.toHaveProperty('p95ToMs');
});

test('a route without requests in the run, and a gateway without the histogram, give nothing', () => {
  const same = reading([5, 5, 5], [0, 0, 0]);
  expect(routesBetween(same, same)).toEqual([]);
  expect(routesBetween([], parsePrometheusText('up 1'))).toEqual([]);
});
