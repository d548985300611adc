import { randomUUID } from 'node:crypto';
import { readContract } from './document/contract-document.ts';
import { contractCheck } from './document/response-check.ts';
import type { ContractRequest } from './world/http-exchange.ts';
import { expect, test } from './world/world-fixture.ts';

const check = contractCheck(readContract());
const calculate = { method: 'POST', path: '/api/v1/tax/calculate' };
const taxInput = { state_code: 'TX', deal_type: 'RETAIL', vehicle_price: 10000 };
const asJson = (raw: string): ContractRequest => ({
  ...calculate,
  raw,
  headers: { 'content-type': 'application/json' },
});
const nested = (depth: number) =>
  `{"note":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)},${JSON.stringify(taxInput).slice(1)}`;

test('nesting of 20 passes and of 21 is refused', async ({ world }) => {
  expect((await world.send(asJson(nested(20)))).status).toBe(200);
  const answer = await world.send(asJson(nested(21)));
  expect([answer.status, JSON.parse(answer.body)]).toEqual([
    400,
    { error: 'JSON nesting too deep', code: 'INVALID_JSON_STRUCTURE' },
  ]);
});

test('brackets inside a text count as nesting, closed ones do not add up', async ({ world }) => {
  const opened = await world.send({ ...calculate, json: { ...taxInput, note: '['.repeat(20) } });
  expect([opened.status, JSON.parse(opened.body).code]).toEqual([400, 'INVALID_JSON_STRUCTURE']);
  const closed = await world.send({ ...calculate, json: { ...taxInput, note: '[]{}'.repeat(40) } });
  expect(closed.status).toBe(200);
});

test('broken JSON is refused by the gateway as a matter of syntax', async ({ world }) => {
  const answer = await world.send(asJson('{"state_code":'));
  expect([answer.status, JSON.parse(answer.body)]).toEqual([
    400,
    { error: 'Invalid JSON syntax', code: 'INVALID_JSON' },
  ]);
  expect(answer.headers.has('x-ratelimit-limit')).toBe(false);
});

test('a body without a content type is passed on unchecked', async ({ world }) => {
  const answer = await world.send({ ...calculate, raw: JSON.stringify(taxInput) });
  expect([answer.status, JSON.parse(answer.body).total_tax]).toEqual([200, 625]);
});

test('a number that no double can hold is a wrong type, not an infinite tax', async ({ world }) => {
  const answer = await world.send(asJson('{"state_code":"TX","deal_type":"RETAIL","vehicle_price":1e999}'));
  expect(answer.status).toBe(400);
});

const malformed = [
  { path: '/api/v1/deals?limit=1001', field: 'limit', code: 'INVALID_LIMIT' },
  { path: '/api/v1/deals?limit=ten', field: 'limit', code: 'INVALID_LIMIT' },
  { path: '/api/v1/deals?offset=-1', field: 'offset', code: 'INVALID_OFFSET' },
  { path: '/api/v1/deals?dealership_id=1', field: 'dealership_id', code: 'INVALID_UUID' },
  { path: '/api/v1/deals?salesperson_id=1', field: 'salesperson_id', code: 'INVALID_UUID' },
  { path: '/api/v1/customers?email=nobody', field: 'email', code: 'INVALID_EMAIL' },
  { path: '/health?customer_id=x', field: 'customer_id', code: 'INVALID_UUID' },
];

for (const { path, field, code } of malformed) {
  test(`${path} is refused with code ${code}, before the token is looked at`, async ({ world }) => {
    const answer = await world.send({ method: 'GET', path, anonymous: true });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      error: 'Validation failed',
      code: 'VALIDATION_ERROR',
      details: [{ field, message: expect.any(String), code }],
    });
  });
}

test('the gateway rejects an id that is not a UUID before it reads the token', async ({ world }) => {
  const answer = await world.send({ method: 'GET', path: '/api/v1/deals/17', anonymous: true });
  expect([answer.status, JSON.parse(answer.body)]).toEqual([
    400,
    {
      error: 'Validation failed',
      code: 'VALIDATION_ERROR',
      details: [{ field: 'id', message: 'Path parameter must be a valid UUID', code: 'INVALID_UUID' }],
    },
  ]);
});

test('a malformed X-Dealership-ID header is refused even on /health', async ({ world }) => {
  const answer = await world.send({ method: 'GET', path: '/health', headers: { 'x-dealership-id': '1' } });
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.body).details[0].field).toBe('X-Dealership-ID');
  expect(check.answer('gateway.health', answer)).toEqual([]);
});

test('a content type that is not JSON is refused before the token is looked at', async ({ world }) => {
  const headers = { 'content-type': 'application/xml' };
  const answer = await world.send({ ...calculate, raw: '<a/>', headers, anonymous: true });
  expect(answer.status).toBe(415);
});

test('only JSON has the limit of 10 MiB', async ({ world }) => {
  const raw = `${JSON.stringify(taxInput)}${' '.repeat(11 * 1024 * 1024)}`;
  const statusOf = async (headers: Record<string, string>) =>
    (await world.send({ ...calculate, raw, headers })).status;
  expect(await statusOf({ 'content-type': 'application/json; charset=utf-8' })).toBe(413);
  expect(await statusOf({ 'content-type': 'text/csv' })).toBe(415);
  expect(await statusOf({ 'content-type': 'multipart/form-data; boundary=b' })).toBe(200);
  expect(await statusOf({})).toBe(200);
});

test('a request id is echoed: once by the gateway itself, twice on a proxied answer', async ({ world }) => {
  const headers = { 'x-request-id': 'my-request-1' };
  const own = await world.send({ method: 'GET', path: '/health', headers });
  expect(own.headers.get('x-request-id')).toEqual(['my-request-1']);
  const proxied = await world.send({ ...calculate, json: taxInput, headers });
  expect(proxied.headers.get('x-request-id')).toEqual(['my-request-1', 'my-request-1']);
});

test('without a request id a fresh UUID is given', async ({ world }) => {
  const ids = new Set<string | undefined>();
  for (let time = 1; time <= 2; time++) {
    const answer = await world.send({ method: 'GET', path: '/health' });
    ids.add(answer.headers.get('x-request-id')?.[0]);
  }
  expect([...ids]).toEqual([expect.stringMatching(/^[0-9a-f]{8}-/), expect.stringMatching(/^[0-9a-f]{8}-/)]);
});

for (const [method, path] of [
  ['GET', '/api/v1/nothing'],
  ['POST', '/api/v1/nothing'],
  ['PATCH', '/api/v1/nothing'],
  ['GET', '/api/v1/deals/'],
] as const) {
  test(`the unknown route ${method} ${path} is answered with the web client`, async ({ world }) => {
    const answer = await world.send({ method, path });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')?.[0]).toContain('text/html');
    expect(answer.body.toLowerCase()).toContain('<!doctype html>');
    expect(answer.headers.has('x-request-id')).toBe(false);
  });
}

test('every answer names the one allowed origin, whoever asks and whatever the route', async ({ world }) => {
  const origin = await world.another({});
  for (const [method, path, status] of [
    ['GET', '/health', 200],
    ['GET', '/metrics', 200],
    ['GET', '/api/v1/deals', 401],
    ['GET', '/api/v1/deals?limit=x', 400],
    ['GET', '/api/v1/nothing', 200],
    ['OPTIONS', '/api/v1/deals', 200],
    ['GET', '/assets/app.js', 200],
  ] as const) {
    const headers = { origin: 'https://elsewhere.example.com' };
    const answer = await world.send({ method, path, headers, anonymous: true }, origin);
    const allowed = answer.headers.get('access-control-allow-origin');
    expect([method, path, answer.status, allowed]).toEqual([method, path, status, ['http://localhost:5173']]);
  }
});

test('the whole text of ALLOWED_ORIGINS is echoed as one origin', async ({ world }) => {
  const text = 'https://a.example.com, https://b.example.com';
  const origin = await world.another({ ALLOWED_ORIGINS: text });
  for (const path of ['/health', '/nowhere']) {
    const answer = await world.send({ method: 'GET', path, anonymous: true }, origin);
    expect([path, answer.headers.get('access-control-allow-origin')]).toEqual([path, [text]]);
  }
});

test('Server-Timing tells the database part of a service call', async ({ world }) => {
  const answer = await world.send({ method: 'GET', path: `/api/v1/deals?dealership_id=${randomUUID()}` });
  const parts = new Map(
    (answer.headers.get('server-timing')?.[0] ?? '').split(', ').map((part) => {
      const [name = '', duration = ''] = part.split(';dur=');
      return [name, Number(duration)] as const;
    }),
  );
  expect(parts.get('db')).toBeGreaterThan(0);
  expect(parts.get('total')).toBeGreaterThanOrEqual(parts.get('db') ?? Number.POSITIVE_INFINITY);
});

test('a sandbox without FAULTS_ADMIN knows no route that makes it wrong', async ({ world }) => {
  for (const method of ['GET', 'POST', 'DELETE'])
    expect((await world.send({ method, path: '/__faults', raw: 'capacity:2x10' })).status, method).toBe(404);
});
