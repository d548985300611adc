import { expect, test } from '@playwright/test';
import { readArtilleryReport } from '../../../../../lab/bench/peers/artillery.ts';
import { readLocustReport } from '../../../../../lab/bench/peers/locust.ts';

test('Locust: percentiles over all operations come from the sum of their counts', () => {
  const said = `a line before\n${JSON.stringify([
    { num_requests: 90, num_failures: 0, response_times: { '9': 60, '10': 30 } },
    { num_requests: 10, num_failures: 2, response_times: { '10': 4, '130': 2, '80': 4 } },
  ])}`;
  expect(readLocustReport(said)).toMatchObject({ requests: 100, failed: 2, p95Ms: 80, p99Ms: 130 });
});

test('Artillery: every counter of errors counts as failed', () => {
  const said = JSON.stringify({
    aggregate: {
      counters: { 'http.requests': 500, 'errors.ETIMEDOUT': 2, 'errors.Failed expectations for request': 3 },
      summaries: { 'http.response_time': { p95: 33.9, p99: 50.9 } },
    },
  });
  expect(readArtilleryReport(said)).toMatchObject({ requests: 500, failed: 5, p95Ms: 33.9, p99Ms: 50.9 });
});
