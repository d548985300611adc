import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { type BurstFigures, judgeBurst } from '../../../src/verdict/judge-burst.ts';
import type { Judgement } from '../../../src/verdict/verdict.ts';

const tables = loadTables();
const [gateway] = tables.services.values();

/** The judgement of the throughput of a burst that answered 5,000 requests in each of three seconds. */
function throughput(operationId: string, conditions = { saturating: true, isAlone: true }) {
  const [service = ''] = operationId.split('.');
  const taxRow = gateway && { ...gateway, service: 'tax', throughputOf: 'tax.calculate' };
  const services = new Map([...tables.services, ...(taxRow === undefined ? [] : [['tax', taxRow] as const])]);
  const perSecond = [5_000, 5_000, 5_000];
  const figures = {
    service,
    operationId,
    connections: 10,
    successes: new LatencyHistogram(),
    outcomes: { ok: 15_000 },
    perSecond,
    waitedMs: [],
  };
  return judgeBurst({ ...figures, ...conditions }, { ...tables, services }).find(
    ({ statistic }) => statistic === 'throughput',
  );
}

test('the throughput of a service is judged by the burst on the operation that its row names', () => {
  expect(throughput('gateway.health')).toMatchObject({ kind: 'pass', figure: 5_000, limit: 2_000 });
  expect(throughput('gateway.ready')).toBeUndefined();
});

test('a throughput limit for another service is a row of the table and nothing else', () => {
  expect(throughput('tax.calculate')).toMatchObject({
    kind: 'pass',
    subject: { kind: 'service', service: 'tax' },
  });
});

test('a paced burst, and one under traffic, say nothing about the throughput', () => {
  expect(throughput('gateway.health', { saturating: false, isAlone: true })).toBeUndefined();
  expect(throughput('gateway.health', { saturating: true, isAlone: false })).toBeUndefined();
});

test('a burst whose connections all hang until the end has failed requests, and is red', () => {
  const hanging = (waitedMs: readonly number[]) =>
    judgeBurst(
      {
        operationId: 'deals.list',
        service: 'deals',
        connections: 10,
        successes: new LatencyHistogram(),
        outcomes: {},
        perSecond: [0, 0],
        saturating: true,
        isAlone: true,
        waitedMs,
      },
      tables,
    ).find(({ statistic }) => statistic === 'errorRate');
  expect(hanging(Array.from({ length: 10 }, () => 4_000))).toMatchObject({
    kind: 'fail',
    figure: 1,
    samples: 10,
  });
  expect(hanging(Array.from({ length: 10 }, () => 40))).toMatchObject({ kind: 'inconclusive', samples: 0 });
});

/** A burst of which the rate limiter refused some. */
function refusedBurst(
  outcomes: BurstFigures['outcomes'],
  refused: BurstFigures['refused'],
): readonly Judgement[] {
  const successes = new LatencyHistogram();
  for (let sample = 0; sample < (outcomes.ok ?? 0); sample += 1) successes.record(5_000);
  return judgeBurst(
    {
      operationId: 'deals.list',
      service: 'deals',
      connections: 10,
      successes,
      outcomes,
      refused,
      perSecond: [],
      saturating: false,
      isAlone: true,
      waitedMs: [],
    },
    tables,
  );
}

const errorRateOf = (judgements: readonly Judgement[]) =>
  judgements.find(({ statistic }) => statistic === 'errorRate');

test('refusals that the suite provoked are no failures, and leave the error rate undecided with 429 and the limit named', () => {
  const judged = refusedBurst({ ok: 500, rate_limited: 40 }, { count: 40, of: 540, limit: 'user' });
  expect(judged.map(({ kind }) => kind)).not.toContain('fail');
  const errorRate = errorRateOf(judged);
  expect(errorRate).toMatchObject({ kind: 'inconclusive', because: 'refusals', figure: 0 });
  expect(errorRate).toMatchObject({
    reason: expect.stringMatching(/40 of 540.*429, limit per user.*suite itself/),
  });
});

test('a burst of which the limiter refused everything is undecided in each limit, with the reason', () => {
  const judged = refusedBurst({ rate_limited: 40 }, { count: 40, of: 40, limit: undefined });
  expect(new Set(judged.map(({ kind }) => kind))).toEqual(new Set(['inconclusive']));
  for (const each of judged)
    expect(each).toMatchObject({ because: 'refusals', reason: expect.stringContaining('429') });
});

test('other failures of such a burst are still the failures of the target', () => {
  const judged = refusedBurst(
    { ok: 300, server_error: 200, rate_limited: 40 },
    { count: 40, of: 540, limit: 'user' },
  );
  expect(errorRateOf(judged)).toMatchObject({ kind: 'fail', figure: 0.4 });
});

test('a refusal below the announced limit is a failure of the target, which the verdict says', () => {
  const judged = refusedBurst(
    { ok: 500, rate_limited: 40 },
    { count: 40, of: 540, limit: 'user', announcedPerMinute: 1_000 },
  );
  expect(errorRateOf(judged)).toMatchObject({
    kind: 'fail',
    figure: 40 / 540,
    explanation: expect.stringMatching(/429, limit per user.*stayed below the announced 1,000 a minute/),
  });
});

test('a broken error rate of a burst says with which statuses it was answered, without what our own pace caused', () => {
  const verdicts = judgeBurst(
    {
      operationId: 'deals.list',
      service: 'deals',
      connections: 10,
      successes: new LatencyHistogram(),
      outcomes: { ok: 60, server_error: 40, rate_limited: 900 },
      statuses: { 502: 30, 500: 10, 429: 900 },
      failedFromMs: 400,
      failedToMs: 4_100,
      perSecond: [20, 20, 20],
      saturating: true,
      isAlone: true,
      waitedMs: [],
    },
    tables,
  );
  expect(verdicts.find(({ statistic }) => statistic === 'errorRate')).toMatchObject({
    kind: 'fail',
    // From second 0 to second 4 is when something failed, which may have been the refusals alone.
    explanation: 'deals.list: 30 of 100 answered 502 and 10 answered 500',
  });
});

/** The error rate of a burst, some failures of which the measurer may have caused. */
const withOwn = (outcomes: BurstFigures['outcomes'], ownFailures: BurstFigures['ownFailures']) =>
  errorRateOf(
    judgeBurst(
      {
        operationId: 'deals.list',
        service: 'deals',
        connections: 10,
        successes: new LatencyHistogram(),
        outcomes,
        ownFailures,
        perSecond: [],
        saturating: true,
        isAlone: true,
        waitedMs: [],
      },
      tables,
    ),
  );

test('failures that the measurer itself may have caused break no error rate, and hold none', () => {
  const outcomes = { ok: 960, timeout: 40 };
  expect(withOwn(outcomes, undefined)).toMatchObject({ kind: 'fail', figure: 0.04 });
  expect(withOwn(outcomes, { timeout: 39 })).toMatchObject({
    kind: 'inconclusive',
    because: 'own delay',
    figure: 0.04,
    least: 0.001,
  });
  expect(withOwn(outcomes, { timeout: 10 })).toMatchObject({ kind: 'fail', least: 0.03 });
});

test('of the refusals that no error rate counts, none is taken off', () => {
  const outcomes = { ok: 960, timeout: 40, rate_limited: 40 };
  expect(withOwn(outcomes, { rate_limited: 40 })).toMatchObject({ kind: 'fail', figure: 0.04 });
});
