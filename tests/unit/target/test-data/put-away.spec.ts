import { expect, test } from '@playwright/test';
import { operations } from '../../../../src/target/catalogue.ts';
import { kindDeletedBy } from '../../../../src/target/test-data/put-away.ts';

test('every operation that deletes is known to the journal by what it deletes', () => {
  const deleting = operations.filter(({ method }) => method === 'DELETE').map(({ id }) => id);
  expect(deleting.map((id) => `${id}: ${kindDeletedBy(id)}`).sort()).toEqual([
    'customers.delete: customer',
    'deals.delete: deal',
    'inventory.delete: vehicle',
  ]);
  expect(kindDeletedBy('showroom.closeVisit')).toBeUndefined();
});
