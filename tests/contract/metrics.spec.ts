import { randomUUID } from 'node:crypto';
import type { World } from './world/world.ts';
import { expect, test } from './world/world-fixture.ts';

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

async function scrape(
  world: World,
  origin: string,
): Promise<{ types: Map<string, string>; samples: Sample[] }> {
  const { body } = await world.send({ method: 'GET', path: '/metrics', anonymous: true }, origin);
  const types = new Map(
    [...body.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]),
  );
  const samples = [...body.matchAll(/^([a-zA-Z_:]\w*)(?:\{(.*)\})? (\S+)$/gm)].map(
    ([, name = '', labels = '', value]) => ({
      name,
      labels: Object.fromEntries(
        [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', text = '']) => [key, text]),
      ),
      value: Number(value),
    }),
  );
  return { types, samples };
}

/** Sum of a family over the samples that carry the labels. */
async function total(
  world: World,
  origin: string,
  name: string,
  labels: Record<string, string>,
): Promise<number> {
  const { samples } = await scrape(world, origin);
  return samples
    .filter(
      (sample) =>
        sample.name === name && Object.entries(labels).every(([key, text]) => sample.labels[key] === text),
    )
    .reduce((sum, { value }) => sum + value, 0);
}

const families: readonly (readonly [string, string])[] = [
  ['autolytiq_http_requests_total', 'counter'],
  ['autolytiq_http_request_duration_seconds', 'histogram'],
  ['autolytiq_http_requests_in_flight', 'gauge'],
  ['autolytiq_rate_limit_hits_total', 'counter'],
  ['autolytiq_rate_limit_exceeded_total', 'counter'],
  ['api_gateway_requests_total', 'counter'],
  ['api_gateway_request_duration_seconds', 'histogram'],
  ['http_requests_total', 'counter'],
  ['http_request_duration_seconds', 'histogram'],
  ['rate_limit_requests_total', 'counter'],
  ['rate_limit_rejections_total', 'counter'],
  ['process_cpu_seconds_total', 'counter'],
];

test('every family of the contract and of the guide is there with its type', async ({ world }) => {
  const { types } = await scrape(world, world.origin);
  expect(families.map(([name]) => [name, types.get(name)])).toEqual(families);
});

test('a request is counted once, with ids and numbers cut from its path and the status in words', async ({
  world,
}) => {
  const origin = await world.another({});
  const labels = { service: 'api-gateway', method: 'GET', path: '/api/v1/deals/:id', status_code: 'OK' };
  const id = await world.make.deal();
  const before = await total(world, origin, 'autolytiq_http_requests_total', labels);
  await world.send({ method: 'GET', path: `/api/v1/deals/${id}` }, origin);
  await expect.poll(() => total(world, origin, 'autolytiq_http_requests_total', labels)).toBe(before + 1);
});

test("a conversation's sub-routes share one path", async ({ world }) => {
  const origin = await world.another({});
  const labels = { path: '/api/v1/messaging/conversations', method: 'POST' };
  const id = await world.make.conversation();
  const before = await total(world, origin, 'autolytiq_http_requests_total', labels);
  await world.send({ method: 'POST', path: `/api/v1/messaging/conversations/${id}/read` }, origin);
  await expect.poll(() => total(world, origin, 'autolytiq_http_requests_total', labels)).toBe(before + 1);
});

test('the duration histogram has the documented bounds', async ({ world }) => {
  await world.send({ method: 'GET', path: '/health' });
  await expect
    .poll(() =>
      total(world, world.origin, 'autolytiq_http_request_duration_seconds_count', { path: '/health' }),
    )
    .toBeGreaterThan(0);
  const { samples } = await scrape(world, world.origin);
  const bounds = samples
    .filter(
      ({ name, labels }) =>
        name === 'autolytiq_http_request_duration_seconds_bucket' && labels.path === '/health',
    )
    .map(({ labels }) => labels.le);
  const documented = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10', '+Inf'];
  expect([...new Set(bounds)]).toEqual(documented);
});

test("the gateway's own refusals, unknown routes and /metrics itself are not counted", async ({ world }) => {
  const origin = await world.another({});
  const all = () => total(world, origin, 'autolytiq_http_requests_total', {});
  const before = await all();
  await world.send({ method: 'GET', path: '/api/v1/deals?limit=x' }, origin);
  await world.send({ method: 'GET', path: '/nowhere' }, origin);
  await world.send({ method: 'GET', path: '/metrics' }, origin);
  await world.send(
    { method: 'POST', path: '/api/v1/deals', raw: 'a', headers: { 'content-type': 'text/csv' } },
    origin,
  );
  // One that does count comes last: what was sent before it would show up with it.
  await world.send({ method: 'GET', path: '/health' }, origin);
  await expect.poll(all).toBe(before + 1);
});

test('a refusal by the user tier is counted, one by the dealership tier is missing', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_USER: '1', RATE_LIMIT_DEALERSHIP: '2' });
  const exceeded = () => total(world, origin, 'autolytiq_rate_limit_exceeded_total', { limit_type: 'user' });
  const before = await exceeded();
  const token = world.mint({ user_id: randomUUID(), dealership_id: randomUUID() });
  const headers = { authorization: `Bearer ${token}` };
  const limitTypes: string[] = [];
  for (let time = 1; time <= 3; time++) {
    const answer = await world.send(
      { method: 'GET', path: `/api/v1/deals?dealership_id=${randomUUID()}`, headers },
      origin,
    );
    if (answer.status === 429) limitTypes.push(JSON.parse(answer.body).limit_type);
  }
  expect(limitTypes).toEqual(['user', 'dealership']);
  expect(await exceeded()).toBe(before + 1);
  const { samples } = await scrape(world, origin);
  const types = samples
    .filter(({ name }) => name === 'autolytiq_rate_limit_exceeded_total')
    .map(({ labels }) => labels.limit_type);
  expect(types).not.toContain('dealership');
});

test('the classic text format is the default and OpenMetrics comes on request', async ({ world }) => {
  const classic = await world.send({ method: 'GET', path: '/metrics' });
  expect(classic.headers.get('content-type')?.[0]).toContain('version=0.0.4');
  const open = await world.send({
    method: 'GET',
    path: '/metrics',
    headers: { accept: 'application/openmetrics-text; version=1.0.0' },
  });
  expect(open.headers.get('content-type')?.[0]).toContain('application/openmetrics-text');
  expect(open.body.trimEnd().endsWith('# EOF')).toBe(true);
  expect(open.body).toMatch(/^autolytiq_http_requests_total\{.*\} \d+$/m);
  const again = await world.send({ method: 'GET', path: '/metrics' });
  expect(again.body).toContain('# TYPE autolytiq_http_requests_total counter');
});
