import { expect, test } from '@playwright/test';
import { operationById, operations } from '../../../src/target/catalogue.ts';
import { learnFromReply } from '../../../src/target/learn-from-reply.ts';
import type { Knowledge } from '../../../src/target/operation.ts';

/** Lets a user learn from a reply; returns the things that were noted as created or deleted. */
function learn(operationId: string, reply: unknown, known: Knowledge): string[] {
  const created: string[] = [];
  const body = Buffer.from(reply === undefined ? '' : JSON.stringify(reply));
  learnFromReply(
    operationById(operationId),
    { body },
    { known, dealershipId: 'd1' },
    ({ creates = 'deleted' }, id, at) => created.push(`${creates} ${id} at ${at}`),
  );
  return created;
}

test('ids are learnt from replies and noted as created, and a delete notes and forgets what it destroyed', () => {
  const known: Knowledge = {};
  expect(learn('customers.create', { id: 'c1', last_name: 'Ray r7f3a' }, known)).toEqual([
    'customer c1 at d1',
  ]);
  expect(learn('deals.create', { status: 'draft', id: 'd1' }, known)).toEqual(['deal d1 at d1']);
  expect(learn('auth.register', { id: 'other', user: { id: 'u2' } }, known)).toEqual(['user u2 at d1']);
  expect(learn('auth.login', { id: 'other', refresh_token: 't1' }, known)).toEqual([]);
  expect(known).toEqual({ customerId: 'c1', dealId: 'd1', peerUserId: 'u2', refreshToken: 't1' });
  expect(learn('deals.delete', undefined, known)).toEqual(['deleted d1 at d1']);
  expect(learn('deals.delete', undefined, known), 'nothing was known').toEqual([]);
  expect(learn('auth.logout', { message: 'bye' }, known)).toEqual([]);
  expect(known).toEqual({ customerId: 'c1', peerUserId: 'u2' });
});

test('what teaches nothing but is created is noted by its id', () => {
  const known: Knowledge = {};
  expect(learn('messaging.sendMessage', { id: 'm1' }, known)).toEqual(['message m1 at d1']);
  expect(known).toEqual({});
});

test('a reply without the field leaves what was known', () => {
  const known: Knowledge = { dealId: 'd1' };
  for (const reply of [{}, { id: '' }, { id: 7 }, { deal: { id: 'd2' } }])
    expect(learn('deals.create', reply, known)).toEqual([]);
  expect(known).toEqual({ dealId: 'd1' });
});

test('a reply that is not an object teaches nothing and does no harm', () => {
  for (const { id } of operations) {
    const known: Knowledge = {};
    for (const reply of [undefined, null, 'text', 7, []]) expect(learn(id, reply, known)).toEqual([]);
    expect(known, id).toEqual({});
  }
});

test('a reply of an operation that teaches nothing is not parsed', () => {
  const body = Buffer.from('no JSON');
  const context = { known: {}, dealershipId: 'd1' };
  learnFromReply(operationById('deals.list'), { body }, context, () => undefined);
  expect(() => learnFromReply(operationById('deals.create'), { body }, context, () => undefined)).toThrow(
    SyntaxError,
  );
});
