import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { judgeBurst } from '../../../src/verdict/judge-burst.ts';

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
