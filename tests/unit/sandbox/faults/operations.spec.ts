import { expect, test } from '@playwright/test';
import { concerns, isPlaceOfOperations, operationOf } from '../../../../sandbox/faults/operations.ts';
import { operations } from '../../../../src/target/catalogue.ts';

test('each operation of the suite can have a fault, but those that share the route of another', () => {
  const without = operations.map(({ id }) => id).filter((id) => !isPlaceOfOperations(id));
  expect(without).toEqual(['customers.search']);
});

test('a route of the sandbox leads to its operation, a socket or a file to none', () => {
  expect(operationOf('GET', '/api/v1/deals/:id')).toBe('deals.get');
  expect(operationOf('POST', '/api/v1/auth/login')).toBe('auth.login');
  expect(operationOf('GET', '/health')).toBe('gateway.health');
  expect(operationOf('GET', '/ws/messaging')).toBeUndefined();
  expect(operationOf('GET', '/assets/*')).toBeUndefined();
  expect(operationOf('POST', '/__faults')).toBeUndefined();
});

test('an operation, its service and * concern it, others do not', () => {
  expect(['deals.list', 'deals', '*'].map((where) => concerns(where, 'deals.list'))).toEqual([
    true,
    true,
    true,
  ]);
  expect(['deals.get', 'deal', 'tax'].map((where) => concerns(where, 'deals.list'))).toEqual([
    false,
    false,
    false,
  ]);
});
