import { expect, test } from '@playwright/test';
import { failureLine } from '../../../../src/traffic/users/failure-line.ts';

const failed = {
  operationId: 'deals.create',
  method: 'POST',
  path: '/api/v1/deals',
  outcome: 'server_error',
  status: 500,
  latencyMs: 12.34,
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
} as const;

test('a failing request is one line with method, path, status, timing and trace id', () => {
  expect(failureLine(failed)).toBe(
    'failed deals.create: POST /api/v1/deals, 500 (server_error) after 12.3 ms, ' +
      'trace 4bf92f3577b34da6a3ce929d0e0e4736',
  );
});

test('a request that got no answer says why, and has no timing when nothing was sent', () => {
  const refused = { ...failed, outcome: 'refused', status: 0, latencyMs: undefined } as const;
  expect(failureLine(refused)).toContain('POST /api/v1/deals, no answer (refused), trace ');
});

test('what a query tells of a customer is hidden, what tells nothing of anybody is not', () => {
  const path = '/api/v1/customers?search=Jane%20Doe&email=jane@example.com&limit=50';
  const line = failureLine({ ...failed, path });
  expect(line).toContain('/api/v1/customers?search=***&email=***&limit=50,');
  expect(line).not.toMatch(/jane/i);
});

test('a value that holds a question mark or an equals sign is hidden whole', () => {
  const line = failureLine({ ...failed, path: '/api/v1/customers?search=a=b?c=d\nsecret&limit=5' });
  expect(line).toContain('?search=***&limit=5,');
  expect(line).not.toContain('secret');
});
