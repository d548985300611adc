import { expect, test } from '@playwright/test';
import { operationOfRequest } from '../../../../lab/real-runs/operation-of-request.ts';
import { operations } from '../../../../src/target/catalogue.ts';

test('a request belongs to the operation of its method and route', () => {
  expect(operationOfRequest('POST', '/api/v1/deals')).toBe('deals.create');
  expect(operationOfRequest('GET', '/api/v1/deals?page=1')).toBe('deals.list');
  expect(operationOfRequest('GET', '/api/v1/deals/0b1c')).toBe('deals.get');
  expect(operationOfRequest('GET', '/elsewhere')).toBeUndefined();
});

test('a request of any operation of the catalogue belongs to it: what a run reports has to be found', () => {
  const others = operations.filter(({ id, method, path }) => {
    const query = id === 'customers.search' ? '?search=Mey' : '';
    const requested = path.replaceAll(/\{[^}]*\}/g, '0b1c') + query;
    return operationOfRequest(method, requested) !== id;
  });
  expect(others.map(({ id, method, path }) => `${id}: ${method} ${path}`)).toEqual([]);
});

test('literal text of a route comes before a parameter', () => {
  expect(operationOfRequest('GET', '/api/v1/inventory/stats?dealership_id=1')).toBe('inventory.stats');
});

test('the query tells operations of one route apart', () => {
  expect(operationOfRequest('GET', '/api/v1/customers?dealership_id=1')).toBe('customers.list');
  expect(operationOfRequest('GET', '/api/v1/customers?dealership_id=1&search=Mey')).toBe('customers.search');
});
