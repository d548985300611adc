import { expect, test } from '@playwright/test';
import { readArtilleryReport } from '../../../../../lab/bench/peers/artillery.ts';
import { readHeyReport } from '../../../../../lab/bench/peers/hey.ts';
import { readLocustReport } from '../../../../../lab/bench/peers/locust.ts';
import { readOhaReport } from '../../../../../lab/bench/peers/oha.ts';
import { readVegetaReport } from '../../../../../lab/bench/peers/vegeta.ts';

test('hey: percentiles in seconds with doubled signs, statuses, and errors without a status', () => {
  const said = `
Latency distribution:
  90%% in 0.0393 secs
  95%% in 0.0527 secs
  99%% in 0.1079 secs

Status code distribution:
  [200]	212 responses
  [503]	8 responses

Error distribution:
  [5]	Get "http://127.0.0.1:9/": dial tcp 127.0.0.1:9: connect: connection refused
`;
  const report = readHeyReport(said);
  expect(report).toMatchObject({ requests: 225, failed: 13, startLagP99Ms: null });
  expect(report.p95Ms).toBeCloseTo(52.7, 6);
  expect(report.p99Ms).toBeCloseTo(107.9, 6);
});

test('hey: what it does not say is null, not 0', () => {
  expect(readHeyReport('Status code distribution:\n')).toMatchObject({
    requests: 0,
    p95Ms: null,
    p99Ms: null,
  });
});

test('oha: seconds become milliseconds, and what is no 2xx has failed', () => {
  const said = JSON.stringify({
    latencyPercentiles: { p95: 0.0425, p99: null },
    statusCodeDistribution: { '200': 240, '404': 3 },
    errorDistribution: { 'connection closed': 2 },
  });
  expect(readOhaReport(said)).toMatchObject({ requests: 245, failed: 5, p95Ms: 42.5, p99Ms: null });
});

test('vegeta: nanoseconds become milliseconds, the share of successes becomes failures', () => {
  const said = JSON.stringify({
    latencies: { '95th': 48_412_399, '99th': 176_254_848 },
    requests: 200,
    success: 0.975,
  });
  expect(readVegetaReport(said)).toMatchObject({
    requests: 200,
    failed: 5,
    p95Ms: 48.412399,
    p99Ms: 176.254848,
  });
});

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
