import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../../src/measure/latency-histogram.ts';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import { k6Summary } from '../../../../src/report/k6/k6-summary.ts';
import { decideVerdicts } from '../../../../src/verdict/verdict.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { expectGolden } from '../../../made/golden-file.ts';
import { smallBurst, smallRound } from '../../../made/small-record.ts';
import { decodedSlices, smallRun } from '../../../made/small-run.ts';
import { madeVerdicts } from '../../../made/verdict.ts';

// Not as .json: the formatter would set it as the project's own.
test("the summary in k6's shape is as it was looked at", () => {
  expectGolden(
    'k6-summary.json.txt',
    `${JSON.stringify(k6Summary(runView(smallRun(), decodedSlices)), undefined, 4)}\n`,
  );
});

test('http_req_failed counts failures as passes, as k6 does, and adds up to http_reqs', () => {
  const { metrics } = k6Summary(runView(smallRun(), decodedSlices));
  expect(metrics.http_req_failed).toMatchObject({ passes: 2, fails: 20, value: 2 / 22 });
  expect(metrics.http_reqs?.count).toBe(22);
  expect(metrics.http_reqs?.rate).toBeCloseTo(1.1);
});

test('a threshold is true when it was crossed, and left out when it was not decided', () => {
  const { metrics } = k6Summary(runView(smallRun(), decodedSlices));
  expect(metrics.http_req_duration?.thresholds).toEqual({ 'p(95)<1000': false });
  expect(metrics.http_req_failed?.thresholds).toEqual({ 'rate<0.01': true });
  expect(metrics['http_req_duration{operation:deals.create}']?.thresholds).toEqual({ 'p(95)<2': true });
  expect(metrics['http_req_duration{operation:tax.calculate}']).not.toHaveProperty('thresholds');
});

test('the limits of a round’s burst are thresholds of the burst’s metric, not of the traffic’s', () => {
  const round = { ...smallRound(2, [70]), journey: 'create-deal', burst: smallBurst('deals.create', 310) };
  const held = {
    kind: 'pass',
    subject: { kind: 'operation', id: 'deals.create' },
    statistic: 'p95',
    unit: 'ms',
    direction: 'below',
    column: 'baseline',
    limit: 400,
    figure: 310,
    samples: 990,
    interval: { lower: 300, upper: 320 },
  } as const;
  const verdicts = madeVerdicts([held], { kind: 'round', journey: 'create-deal', number: 2 });
  const { metrics } = k6Summary(runView(smallRun({ rounds: [round], verdicts }), decodedSlices));
  expect(metrics['http_req_duration{operation:deals.create}']).not.toHaveProperty('thresholds');
  expect(metrics['http_req_duration{operation:deals.create,journey:create-deal,round:2}']).toMatchObject({
    'p(95)': 310,
    thresholds: { 'p(95)<400': false },
  });
});

test('a limit of the SLA is a threshold where the run counts it, and a broken one that failed the run in any case', () => {
  const sla = (kind: 'pass' | 'fail') =>
    ({
      kind,
      subject: { kind: 'operation', id: 'deals.create' },
      statistic: 'p95',
      unit: 'ms',
      direction: 'below',
      column: 'sla',
      limit: 300,
      figure: kind === 'pass' ? 200 : 400,
      samples: 990,
      interval: {},
    }) as const;
  const traffic = { kind: 'traffic' } as const;
  const thresholds = (different: Partial<RunRecord>) =>
    k6Summary(runView(smallRun(different), [])).metrics['http_req_duration{operation:deals.create}']
      ?.thresholds;
  const counted = (kind: 'pass' | 'fail') => decideVerdicts([sla(kind)], traffic, { slaCounts: true });
  expect(thresholds({ slaCounts: true, verdicts: counted('pass') })).toEqual({ 'p(95)<300': false });
  expect(thresholds({ slaCounts: true, verdicts: counted('fail') })).toEqual({ 'p(95)<300': true });
  // As a version wrote it that did not note whether the SLA counts.
  expect(thresholds({ verdicts: counted('fail') })).toEqual({ 'p(95)<300': true });
  expect(thresholds({ verdicts: madeVerdicts([sla('fail')]) })).toBeUndefined();
});

test('vus_max is what the run may have at most, and never below the users that there were', () => {
  const most = (different: Partial<RunRecord>) => k6Summary(runView(smallRun(different), [])).metrics.vus_max;
  expect(most({ vus: 10, maxVus: 100 })).toEqual({ value: 100, min: 100, max: 100 });
  // Ten users in the slices; older records of the open model do not say how many there may be.
  expect(most({ vus: 5 })).toEqual({ value: 10, min: 10, max: 10 });
});

test('a limit that was broken without a figure is a crossed threshold all the same', () => {
  const { p95Ms: _, ...silent } = smallBurst('deals.create', 0);
  const round = { ...smallRound(1, [70]), journey: 'create-deal', burst: silent };
  const broken = {
    kind: 'fail',
    subject: { kind: 'operation', id: 'deals.create' },
    statistic: 'p95',
    unit: 'ms',
    direction: 'below',
    column: 'baseline',
    limit: 400,
    figure: 9_000,
    isAtLeast: true,
    samples: 10,
    interval: { lower: 9_000 },
  } as const;
  const verdicts = madeVerdicts([broken], { kind: 'round', journey: 'create-deal', number: 1 });
  const { metrics } = k6Summary(runView(smallRun({ rounds: [round], verdicts }), decodedSlices));
  expect(metrics['http_req_duration{operation:deals.create,journey:create-deal,round:1}']).toEqual({
    thresholds: { 'p(95)<400': true },
  });
});

test('what was not measured is left out, and never 0', () => {
  const { metrics } = k6Summary(runView(smallRun(), decodedSlices));
  expect(metrics).not.toHaveProperty('customer_search_duration');
  expect(metrics).not.toHaveProperty('http_req_tls_handshaking');
  const withoutHistograms = k6Summary(runView(smallRun(), [])).metrics.http_req_duration;
  expect(withoutHistograms).toMatchObject({ med: expect.any(Number), 'p(95)': expect.any(Number) });
  expect(withoutHistograms).not.toHaveProperty('p(90)');
  expect(withoutHistograms).not.toHaveProperty('min');
});

test('what was measured on sockets does not count as an HTTP request', () => {
  const { metrics, root_group } = k6Summary(runView(smallRun(), decodedSlices));
  expect(metrics.messaging_ping_duration).toMatchObject({ max: 0.8 });
  expect(Object.keys(root_group.checks)).not.toContain('messaging.ping answers as documented');
});

test("a baseline's bursts are trends of their operations", () => {
  const successes = new LatencyHistogram();
  for (const us of [1000, 1500, 2000]) successes.record(us);
  const burst = { ...smallBurst('deals.get', 3), outcomes: { ok: 3 }, successes: successes.encode() };
  const { metrics } = k6Summary(runView(smallRun({ traffic: null, rounds: [], bursts: [burst] }), []));
  expect(metrics['http_req_duration{operation:deals.get}']).toMatchObject({ min: 1, med: 1.5 });
  expect(metrics['http_reqs{operation:deals.get}']).toEqual({ count: 3, rate: 1.5 });
  expect(metrics).not.toHaveProperty('http_req_duration');
});
