import { prometheusCollector } from '../../../src/evidence/prometheus.ts';
import { expect, json, test } from '../../made/small-server.ts';

const at = (seconds: number, value: string) => [seconds, value];

test('each query becomes series of the time of the run, and a query without figures is named', async ({
  serve,
}) => {
  const accounts: unknown[] = [];
  const { origin, requests } = await serve((request, response) => {
    accounts.push(request.headers.authorization);
    const query = new URL(request.url ?? '', 'http://it').searchParams.get('query') ?? '';
    const result = query.includes('process_resident_memory_bytes')
      ? [
          { metric: { job: 'deals' }, values: [at(1_000, '5'), at(1_005, '7')] },
          { metric: { job: 'auth' }, values: [at(1_000, 'NaN')] },
        ]
      : query.includes('throttled')
        ? [{ metric: { pod: 'deals-1' }, values: [at(1_000, '0.25')] }]
        : [];
    json(response, 200, { status: 'success', data: { resultType: 'matrix', result } });
  });
  let nowMs = 1_000_000;
  const address = `${origin.replace('//', '//ci:p%40ssword@')}/base/`;
  const collector = prometheusCollector(address, {
    tlsVerify: true,
    namespace: 'desk',
    epochMs: () => nowMs,
  });
  expect(collector.place).toBe(`${new URL(origin).host}/base`);
  const watch = await collector.start();
  nowMs += 60_000;
  await watch.end();
  const found = await watch.find();
  watch.close();
  expect(found.series).toEqual([
    {
      name: 'memory deals',
      unit: 'memory',
      points: [
        { atEpochMs: 1_000_000, value: 5 },
        { atEpochMs: 1_005_000, value: 7 },
      ],
    },
    { name: 'time throttled of pod deals-1', unit: 'share', points: [{ atEpochMs: 1_000_000, value: 0.25 }] },
  ]);
  expect(found.figures?.[0]).toEqual({ name: 'highest memory deals', unit: 'memory', value: 7 });
  expect(found.problems?.[0]).toContain('processor, goroutines');
  expect(requests[2]).toMatch(/^GET \/base\/api\/v1\/query_range\?query=sum.*&start=1000&end=1060&step=5$/);
  expect(new Set(accounts)).toEqual(new Set([`Basic ${Buffer.from('ci:p@ssword').toString('base64')}`]));
});

test('an address at which something else answers is a problem before the run', async ({ serve }) => {
  const { origin } = await serve((_request, response) => response.end('<html>'));
  await expect(prometheusCollector(origin, { tlsVerify: true }).start()).rejects.toThrow(
    'is it a Prometheus?',
  );
});

test('a query that is refused in the end costs its own figures alone', async ({ serve }) => {
  const { origin } = await serve((request, response) => {
    if (request.url?.includes('go_goroutines')) return json(response, 422, {});
    const result = [{ metric: { job: 'deals' }, values: [at(1_000, '5')] }];
    return json(response, 200, { status: 'success', data: { resultType: 'matrix', result } });
  });
  const watch = await prometheusCollector(origin, { tlsVerify: true }).start();
  await watch.end();
  const found = await watch.find();
  watch.close();
  expect(found.series?.map(({ name }) => name)).toContain('p95 at the gateway');
  expect(found.series?.map(({ name }) => name)).not.toContain('goroutines deals');
  expect(found.problems).toEqual(['GET /api/v1/query_range was answered with status 422']);
});

test('a refused query is a problem that shows no part of it', async ({ serve }) => {
  const { origin } = await serve((_request, response) => json(response, 401, {}));
  await expect(prometheusCollector(origin, { tlsVerify: true }).start()).rejects.toThrow(
    'GET /api/v1/query was answered with status 401',
  );
});

test('something else than an address is not repeated: it may be a password', async () => {
  const collector = prometheusCollector('hunter2', { tlsVerify: true });
  expect(collector.place).toBe('PROMETHEUS_URL');
  await expect(collector.start()).rejects.toThrow(/^PROMETHEUS_URL is something else/);
});
