import { expect, test } from '@playwright/test';
import { withoutMissingLists } from '../../../src/run/clean-up-connections.ts';
import type { Send } from '../../../src/target/test-data/put-away.ts';

test('a list that the run could not have from its start is not asked for again; what removes things still is', async () => {
  const asked: string[] = [];
  const send: Send = async (operationId) => {
    asked.push(operationId);
    return { status: 200, body: [] };
  };
  const missing = { kind: 'not offered', reason: 'broken: 503' } as const;
  const offers = { 'customers.list': missing, 'deals.delete': missing };
  const patient = withoutMissingLists(send, offers);

  expect(await patient('customers.list', {}, undefined, { dealershipId: 'd' })).toEqual({
    status: 404,
    hasNoRoute: true,
  });
  await patient('deals.delete', { id: '1' }, undefined, { dealershipId: 'd' });
  await patient('deals.list', {}, undefined, { dealershipId: 'd' });

  expect(asked).toEqual(['deals.delete', 'deals.list']);
});
