import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { recorderFor } from '../../../src/traffic/watch/traffic-meter.ts';
import { progressAt } from '../../made/live-state.ts';
import { metricsInTest, samplesIn, sampleValue } from '../../made/metrics-run.ts';
import { madeSlice } from '../../made/slices.ts';

const LIST = { operation: 'deals.list', service: 'deals' };

test('a recorder that is watched keeps what the measurer may have added, as any other does', () => {
  const recorder = recorderFor(['deals.list'], metricsInTest());
  recorder.end('deals.list', 'ok', 100_000, 500, 40_000);
  const { least = '' } = recorder.takeSlice()['deals.list'] ?? {};
  expect(LatencyHistogram.decode(least).maxUs).toBeCloseTo(60_000, -2);
});

test('a request is counted under its operation, by how it ended and in every bucket above its latency', async () => {
  const metrics = metricsInTest();
  const recorder = recorderFor(['deals.list'], metrics);
  recorder.end('deals.list', 'ok', 100_000, 500);
  recorder.end('deals.list', 'ok', 100_001, 500);
  recorder.end('deals.list', 'server_error', 700_000, 20);
  recorder.end('deals.list', 'refused', undefined, 0);
  const samples = samplesIn(await metrics.registry.metrics());

  const bucket = (le: string, expected_response: string) =>
    sampleValue(samples, 'loadtest_http_req_duration_seconds_bucket', { ...LIST, le, expected_response });
  expect(bucket('0.075', 'true')).toBe(0);
  expect(bucket('0.1', 'true'), 'a bound belongs to its bucket').toBe(1);
  expect(bucket('0.15', 'true')).toBe(2);
  expect(bucket('+Inf', 'true')).toBe(2);
  expect(bucket('0.6', 'false')).toBe(0);
  expect(bucket('+Inf', 'false'), 'what had no answer has no latency').toBe(1);
  expect(
    sampleValue(samples, 'loadtest_http_req_duration_seconds_sum', { ...LIST, expected_response: 'true' }),
  ).toBe(0.200001);
  const ended = (outcome: string) => sampleValue(samples, 'loadtest_http_reqs_total', { ...LIST, outcome });
  expect([ended('ok'), ended('server_error'), ended('refused'), ended('timeout')]).toEqual([2, 1, 1, 0]);
  expect(sampleValue(samples, 'loadtest_data_received_bytes_total', LIST)).toBe(1020);
  expect(recorder.totals().ended, 'the recorder itself records as ever').toBe(4);
});

test('a scrape sees what was recorded before it, and nothing is forgotten by scraping', async () => {
  const metrics = metricsInTest();
  for (const count of [1, 2, 3]) {
    metrics.ended('auth.login', 'ok', 1_000, 10);
    const samples = samplesIn(await metrics.registry.metrics());
    expect(sampleValue(samples, 'loadtest_http_reqs_total', { operation: 'auth.login', outcome: 'ok' })).toBe(
      count,
    );
  }
});

test('an event on a socket is in no family of the requests', async () => {
  const metrics = metricsInTest();
  metrics.ended('messaging.ping', 'ok', 2_000, 0);
  const samples = samplesIn(await metrics.registry.metrics());
  const ping = { operation: 'messaging.ping' };
  expect(sampleValue(samples, 'loadtest_socket_duration_seconds_count', ping)).toBe(1);
  expect(sampleValue(samples, 'loadtest_http_reqs_total', ping)).toBeUndefined();
});

test('the text that is served is the text of the registry', async () => {
  const metrics = metricsInTest();
  metrics.ended('deals.list', 'ok', 20_000, 10);
  expect(await metrics.text()).toBe(await metrics.registry.metrics());
});

test('every sample carries the run, its scenario and its environment', async () => {
  const samples = samplesIn(await metricsInTest().registry.metrics());
  expect(samples.length).toBeGreaterThan(100);
  for (const { name, labels } of samples)
    expect(labels, name).toMatchObject({
      testid: '2026-11-24T00-00-00-load-abcd',
      scenario: 'load',
      environment: 'staging',
    });
});

test('what was not announced adds no series: labels are a closed set', async () => {
  const metrics = metricsInTest();
  const before = samplesIn(await metrics.registry.metrics()).length;
  metrics.ended('/api/v1/deals/123?dealership_id=1', 'ok', 1_000, 0);
  for (let user = 0; user < 1_000; user += 1) metrics.ended('deals.list', 'ok', user * 100, 0);
  expect(samplesIn(await metrics.registry.metrics())).toHaveLength(before);
});

test('the limits are those of the tables', async () => {
  const samples = samplesIn(await metricsInTest({ scenario: 'smoke' }).registry.metrics());
  expect(sampleValue(samples, 'loadtest_scenario_limit_seconds', { statistic: 'p95' })).toBe(1);
  expect(sampleValue(samples, 'loadtest_scenario_limit_ratio', { statistic: 'error_rate' })).toBe(0.01);
  expect(sampleValue(samples, 'loadtest_limit_seconds', { ...LIST, statistic: 'p95' })).toBe(0.3);
  expect(sampleValue(samples, 'loadtest_limit_seconds', { ...LIST, statistic: 'p99' })).toBe(0.6);
});

test('the measurement is valid until a tenth of the load was not offered', async () => {
  const metrics = metricsInTest();
  const valid = async () =>
    sampleValue(samplesIn(await metrics.registry.metrics()), 'loadtest_measurement_valid');
  const slice = (place: number, lostMs: number) =>
    madeSlice(place, {}, { userTime: { totalMs: 100_000, lostMs }, p95: { measuredMs: 20, leastMs: 18 } });
  for (const place of [0, 1, 2]) metrics.sliceClosed(slice(place, 0));
  metrics.sliceClosed(slice(4, 40_000));
  expect(await valid()).toBe(1);
  metrics.sliceClosed(slice(5, 40_000));
  expect(await valid()).toBe(0);
  const samples = samplesIn(await metrics.registry.metrics());
  expect(sampleValue(samples, 'loadtest_measured_seconds_total')).toBe(50);
  expect(sampleValue(samples, 'loadtest_disturbed_seconds_total')).toBe(20);
  expect(sampleValue(samples, 'loadtest_measurer_own_delay_seconds')).toBeCloseTo(0.002);
});

test('load that was lost next to a burst, or on the way to a plateau, leaves held limits as they are', async () => {
  const ownLimits = { latencies: true, errors: true };
  const phases = [{ kind: 'plateau', endMs: 60_000, load: 'normal', ownLimits }] as const;
  const metrics = metricsInTest({ phases });
  const userTime = { totalMs: 100_000, lostMs: 50_000 };
  metrics.sliceClosed(madeSlice(0, {}, { userTime, phase: 'ramp' }));
  metrics.sliceClosed(madeSlice(1, {}, { userTime, round: { kind: 'burst', journey: 'login', number: 1 } }));
  const valid = async () =>
    sampleValue(samplesIn(await metrics.registry.metrics()), 'loadtest_measurement_valid');
  expect(await valid()).toBe(1);
  // Limits on errors are held against what failed next to visits.
  metrics.sliceClosed(madeSlice(2, {}, { userTime, round: { kind: 'visits', journey: 'login', number: 1 } }));
  expect(await valid()).toBe(0);
});

test('arrivals and sockets are summed up over the slices', async () => {
  const metrics = metricsInTest();
  const arrivals = { offered: 10, sent: 8, notSent: 2, late: 1 };
  const sockets = { measures: {}, open: 4, drops: 1, reconnects: 1, events: 7 };
  metrics.sliceClosed(madeSlice(0, {}, { arrivals, sockets }));
  metrics.sliceClosed(madeSlice(0, {}, { arrivals, sockets }));
  const samples = samplesIn(await metrics.registry.metrics());
  expect(sampleValue(samples, 'loadtest_arrivals_total', { state: 'offered' })).toBe(20);
  expect(sampleValue(samples, 'loadtest_arrivals_total', { state: 'not_sent' })).toBe(4);
  expect(sampleValue(samples, 'loadtest_socket_events_total', { event: 'drop' })).toBe(2);
  expect(sampleValue(samples, 'loadtest_sockets_open')).toBe(4);
});

test('latencies while a round measures are apart from those of the users alone, and every request counts', async () => {
  const metrics = metricsInTest();
  const recorder = recorderFor(['deals.list', 'messaging.ping'], metrics);
  metrics.roundChanged({ kind: 'burst', journey: 'login', number: 1, operation: 'auth.login' });
  recorder.end('deals.list', 'ok', 900_000, 500);
  recorder.end('messaging.ping', 'ok', 5_000, 0);
  metrics.roundChanged(undefined);
  recorder.end('deals.list', 'ok', 10_000, 500);
  const samples = samplesIn(await metrics.registry.metrics());
  const value = (name: string, labels: Record<string, string>) => sampleValue(samples, name, labels);
  const list = { ...LIST, expected_response: 'true' };
  expect(value('loadtest_http_req_duration_seconds_count', list)).toBe(1);
  expect(value('loadtest_http_reqs_total', { ...LIST, outcome: 'ok' })).toBe(2);
  expect(value('loadtest_round_http_req_duration_seconds_count', { kind: 'burst' })).toBe(1);
  expect(value('loadtest_round_http_req_duration_seconds_sum', { kind: 'burst' })).toBe(0.9);
  expect(value('loadtest_round_active', { kind: 'burst' })).toBe(0);
});

test('a scrape says which limits judge what is measured now', async () => {
  const judging = { latencies: true, errors: true };
  const metrics = metricsInTest({
    phases: [
      { kind: 'ramp', endMs: 1_000, load: 'normal', ownLimits: { latencies: false, errors: false } },
      { kind: 'ramp', endMs: 2_000, load: 'overload', ownLimits: judging },
    ],
  });
  const judged = async () => {
    const samples = samplesIn(await metrics.registry.metrics());
    return ['scenario', 'normal_load'].map((limits) =>
      sampleValue(samples, 'loadtest_limits_judged', { limits }),
    );
  };
  expect(await judged()).toEqual([0, 1]);
  metrics.progress(progressAt(1_500));
  expect(await judged()).toEqual([1, 0]);
});
