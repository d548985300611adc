import { expect, test } from '@playwright/test';
import { checkFlows, checkSockets, nextOf } from '../../../../lanes/check/check-api.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import { Secret } from '../../../../src/settings/secret.ts';
import { operations } from '../../../../src/target/catalogue.ts';
import { giftsOf, type Knowledge, type Operation } from '../../../../src/target/operation.ts';
import type { Session } from '../../../../src/target/session/session.ts';

/** The order in which the check sends these, where each succeeds, and those that did not have what they need. */
function sent(all: readonly Operation[]) {
  const known: Knowledge = {};
  const order: string[] = [];
  const failed: string[] = [];
  let left = all;
  for (let next = nextOf(left, () => known); next !== undefined; next = nextOf(left, () => known)) {
    const operation = next;
    left = left.filter((each) => each !== operation);
    if (operation.needs.some((key) => known[key] === undefined)) failed.push(operation.id);
    for (const key of giftsOf(operation)) known[key] = 'it';
    for (const key of operation.forgets ?? []) delete known[key];
    order.push(operation.id);
  }
  return { order, failed };
}

test('each operation of the catalogue is sent once, and finds what it needs', () => {
  const { order, failed } = sent(operations);
  expect([...order].sort()).toEqual(operations.map(({ id }) => id).sort());
  expect(failed).toEqual(operations.filter(({ outOfReach }) => outOfReach !== undefined).map(({ id }) => id));
});

test('what deletes, and what ends the session, comes last', () => {
  const isLast = (id: string) => id.endsWith('.delete') || id === 'auth.logout';
  const { order } = sent(operations);
  const first = order.findIndex(isLast);
  expect(order.slice(first).filter((id) => !isLast(id))).toEqual([]);
});

test('what nothing gives does not keep the others from being sent', () => {
  const withoutGiver = operations.filter(({ id }) => id !== 'deals.create');
  expect(sent(withoutGiver).failed).toEqual(
    expect.arrayContaining(['deals.get', 'deals.update', 'deals.delete']),
  );
});

test('a flow that could send nothing fails, since it shows nothing', async () => {
  const offers = { 'deals.get': { kind: 'offered', path: '/api/v1/deals/{id}' } };
  const run = { settings: {}, plan: { offers, dealerships: { traffic: 'd1' }, runTag: 'tabcd1' } };
  const session = {
    user: { id: 'u1', dealershipId: 'd1' },
    account: { email: 'u@example.com', password: new Secret('not-a-secret') },
  };
  const flows = await checkFlows(run as unknown as RunContext, session as unknown as Session);
  const kinds = new Set(flows.map(({ result }) => result.kind));
  expect([...kinds].sort()).toEqual(['failing', 'not offered']);
  expect(flows.find(({ result }) => result.kind === 'failing')?.result).toEqual({
    kind: 'failing',
    code: 'FLOW_FAILED',
    reason: 'nothing gave what its operations need',
  });
});

test('a socket that the preflight did not look at fails the check', () => {
  const found = checkSockets({ offers: {}, sockets: {} } as unknown as RunContext['plan']);
  expect(new Set(found.map(({ result }) => result.kind))).toEqual(new Set(['failing']));
});

test('a socket that was broken and let go fails the check; one that is missing does not, whatever its reason says', () => {
  const broken = { kind: 'not offered', reason: 'in any words', broken: 'the handshake failed' };
  const missing = { kind: 'not offered', reason: 'broken: is how this reason begins' };
  const sockets = { 'messaging.connect': broken, 'showroom.connect': missing };
  const found = checkSockets({ offers: {}, sockets } as unknown as RunContext['plan']);
  const resultOf = (id: string) => found.find(({ name }) => name === id)?.result;
  expect(resultOf('messaging.connect')).toEqual({
    kind: 'failing',
    code: 'OPERATION_FAILED',
    reason: 'the handshake failed',
  });
  expect(resultOf('showroom.connect')).toEqual(missing);
});
