import { expect, test } from '@playwright/test';
import { readContract } from './document/contract-document.ts';
import { contractCheck } from './document/response-check.ts';
import type { Answer } from './world/http-exchange.ts';

const check = contractCheck(readContract());

const deal = {
  id: '7d3f6f0e-6f3e-4f0b-9d5e-0c7b4f6a1e11',
  dealership_id: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
  customer_id: '',
  vehicle_price: 32999,
  trade_in_value: 0,
  trade_in_payoff: 0,
  down_payment: 0,
  tax_amount: 0,
  total_amount: 0,
  status: 'draft',
  created_at: '2026-01-01T00:00:00.123456789Z',
  updated_at: '2026-01-01T00:00:00.123456789Z',
};

const limits = {
  'x-ratelimit-limit': '1000',
  'x-ratelimit-remaining': '1',
  'x-ratelimit-reset': '1800000000',
};

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  const all = {
    'x-request-id': 'r-1',
    'content-type': 'application/json; charset=utf-8',
    ...limits,
    ...headers,
  };
  return {
    status,
    headers: new Map(
      Object.entries(all)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => [name, [value]]),
    ),
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

test('an answer that keeps the document has no faults', () => {
  expect(check.answer('deals.get', answer(200, deal))).toEqual([]);
  expect(check.answer('deals.get', answer(404, 'Deal not found', { 'content-type': 'text/plain' }))).toEqual(
    [],
  );
  expect(check.answer('deals.delete', answer(204, '', { 'content-type': '' }))).toEqual([]);
});

test('an undocumented status is refused with the documented ones named', () => {
  expect(check.answer('deals.get', answer(418, deal))).toEqual([
    'status 418 is not documented for deals.get; documented are 200, 400, 401, 404, 429, 500, 503',
  ]);
});

test('a wrong content type is refused', () => {
  const [fault] = check.answer('deals.get', answer(200, deal, { 'content-type': 'text/html' }));
  expect(fault).toBe('content type "text/html" with status 200; want application/json');
  expect(check.answer('deals.get', answer(200, deal, { 'content-type': '' }))).toHaveLength(1);
});

test('a missing field is refused by name', () => {
  const { vehicle_price: _, ...incomplete } = deal;
  const faults = check.answer('deals.get', answer(200, incomplete));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain("must have required property 'vehicle_price'");
});

test('a field of the wrong type is refused by its place in a list', () => {
  const faults = check.answer('deals.list', answer(200, [deal, { ...deal, tax_amount: '12.50' }]));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain('body/1/tax_amount must be number');
});

test('a value outside its enumeration and a broken date are refused', () => {
  expect(check.answer('deals.get', answer(200, { ...deal, status: 'DRAFT' }))[0]).toContain('body/status');
  expect(check.answer('deals.get', answer(200, { ...deal, created_at: 'today' }))[0]).toContain(
    'body/created_at',
  );
});

test('null in place of a list is refused', () => {
  expect(check.answer('deals.list', answer(200, 'null'))[0]).toContain('body must be array');
});

test('a body that is not JSON is rejected although its label says JSON', () => {
  expect(check.answer('deals.get', answer(200, '<html>'))[0]).toContain('body is no JSON');
});

test('a missing header and a header that is not an integer are rejected', () => {
  expect(check.answer('deals.get', answer(200, deal, { 'x-request-id': '' }))).toEqual([
    'header X-Request-ID is missing; the document promises it with status 200',
  ]);
  expect(check.answer('deals.get', answer(200, deal, { 'x-ratelimit-limit': 'many' }))).toEqual([
    'header X-RateLimit-Limit is "many"; want an integer',
  ]);
});

test('only a refusal by the dealership tier may come without rate headers', () => {
  const bare = {
    'retry-after': '60',
    'x-ratelimit-limit': '',
    'x-ratelimit-remaining': '',
    'x-ratelimit-reset': '',
  };
  const refusal = {
    error: 'Rate limit exceeded',
    limit_type: 'dealership',
    message: 'wait',
    retry_after: 60,
  };
  expect(check.answer('deals.get', answer(429, refusal, bare))).toEqual([]);
  expect(check.answer('deals.get', answer(429, { ...refusal, limit_type: 'user' }, bare))).toHaveLength(3);
});

test('a body where none is documented is refused', () => {
  expect(check.answer('deals.delete', answer(204, 'gone'))).toEqual([
    'body of 4 characters; want an empty one',
  ]);
});

test('a request body is held against the document as well', () => {
  expect(check.request('deals.create', { dealership_id: deal.dealership_id })).toEqual([]);
  expect(check.request('deals.create', {})[0]).toContain("must have required property 'dealership_id'");
  expect(check.request('auth.logout', {})).toEqual(['auth.logout takes no JSON body, but one was sent']);
});

test('a dangling reference in the document is an error that names the place', () => {
  const text = JSON.stringify({
    paths: {
      '/x': { get: { operationId: 'x', responses: { 200: { $ref: '#/components/responses/None' } } } },
    },
  });
  expect(() => readContract(text)).toThrow('nothing at #/components/responses/None');
});

test('every documented operation with its statuses is read', () => {
  const { operations } = readContract();
  expect(operations.size).toBeGreaterThanOrEqual(45);
  expect([...(operations.get('auth.login')?.responses.keys() ?? [])]).toEqual([
    200, 400, 401, 413, 415, 429, 500, 503,
  ]);
  expect(operations.get('auth.login')?.needsToken).toBe(false);
  expect(operations.get('messaging.connect')?.needsToken).toBe(false);
  expect(operations.get('deals.list')?.needsToken).toBe(true);
});
