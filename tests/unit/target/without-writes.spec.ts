import { expect, test } from '@playwright/test';
import { operations } from '../../../src/target/catalogue.ts';
import { routeOf } from '../../../src/target/environments/target.ts';
import { isWriting } from '../../../src/target/operation.ts';
import { idsLeftOut, withoutWrites } from '../../../src/target/without-writes.ts';
import { targetAt } from '../../made/test-target.ts';

test('what writes is not offered to a run that only reads, with the reason and the way out', () => {
  const target = withoutWrites(targetAt('http://desk.test'));
  expect(target.readsOnly).toBe(true);
  expect(routeOf(target, { id: 'deals.create', path: '/deals' })).toEqual({
    kind: 'not offered',
    reason: 'left out, since it writes and this run only reads; --allow-production-writes lets the run write',
  });
  for (const id of ['deals.list', 'auth.login', 'auth.refresh', 'tax.calculate', 'inventory.validateVin'])
    expect(routeOf(target, { id, path: '/x' }).kind, id).toBe('offered');
});

test('what needs something that has to be made first is left out too', () => {
  const target = withoutWrites(targetAt('http://desk.test'));
  expect(routeOf(target, { id: 'deals.get', path: '/deals/{id}' })).toMatchObject({
    reason: expect.stringContaining('since it needs customers.create, which writes'),
  });
});

test('neither OFFERED nor a route of the environment brings back what writes', () => {
  const target = withoutWrites(
    targetAt('http://desk.test', {
      offered: ['deals.create', 'deals.list'],
      overrides: { 'deals.create': { path: '/v2/deals' }, 'deals.*': { path: '/v2/any' } },
    }),
  );
  expect(routeOf(target, { id: 'deals.create', path: '/deals' }).kind).toBe('not offered');
  expect(routeOf(target, { id: 'deals.list', path: '/deals' })).toEqual({ kind: 'offered', path: '/v2/any' });
});

test('of the catalogue only sign-ins and calculations are no GET and yet no writes', () => {
  const posts = operations.filter((operation) => operation.method !== 'GET' && !isWriting(operation));
  expect(posts.map(({ id }) => id)).toEqual([
    'auth.login',
    'auth.refresh',
    'inventory.validateVin',
    'tax.calculate',
    'tax.batch',
  ]);
  expect(operations.filter(({ id, creates }) => creates !== undefined && !idsLeftOut().includes(id))).toEqual(
    [],
  );
});
