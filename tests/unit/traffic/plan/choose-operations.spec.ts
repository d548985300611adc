import { figuresByOperation, figuresOverall } from '../../../../src/measure/operation-figures.ts';
import { operations } from '../../../../src/target/catalogue.ts';
import type { Route } from '../../../../src/target/environments/target.ts';
import { socketMeasures } from '../../../../src/target/socket-measures.ts';
import { chooseOperations } from '../../../../src/traffic/plan/choose-operations.ts';
import { FakeDeskStudio } from '../../../made/fake-desk-studio.ts';
import { ranTraffic } from '../../../made/ran-traffic.ts';
import { expect, test } from '../../../made/small-server.ts';
import { targetAt } from '../../../made/test-target.ts';

const offer = (path: string): Route => ({ kind: 'offered', path });
const all = {
  operations: Object.fromEntries(
    operations.map(({ id, path, outOfReach: reason }): [string, Route] => [
      id,
      reason === undefined ? offer(path) : { kind: 'not offered', reason },
    ]),
  ),
  sockets: Object.fromEntries(socketMeasures.map(({ id }): [string, Route] => [id, offer('')])),
};

/** What was chosen, by role. */
function roles(patterns: string | undefined, offers = all): Record<string, string[]> {
  const byRole: Record<string, string[]> = {};
  for (const [id, { role = 'all' }] of chooseOperations(offers, patterns).offered) {
    byRole[role] ??= [];
    byRole[role].push(id);
  }
  return byRole;
}

test('without a selection all that is offered takes part, sockets included', () => {
  const { measures } = chooseOperations(all, undefined);
  expect(measures.size).toBe(socketMeasures.length);
  const offerable = operations.filter(({ outOfReach }) => outOfReach === undefined).map(({ id }) => id);
  expect(roles(undefined)).toEqual({ all: offerable });
});

test('a selection brings what it builds on as preparation, and nothing else', () => {
  expect(roles('deals.get,deals.list')).toEqual({
    selected: ['deals.list', 'deals.get'],
    preparation: ['customers.create', 'deals.create'],
  });
  expect(chooseOperations(all, 'deals.*').measures.size).toBe(0);
});

test('a fan-out asked for alone brings the posts that cause it', () => {
  const { measures } = chooseOperations(all, 'showroom.fanout');
  expect([...measures]).toEqual(['showroom.fanout']);
  expect(roles('showroom.fanout')).toEqual({ preparation: ['customers.create', 'showroom.createVisit'] });
  // Whom to write to is known: no account is made for it.
  expect(roles('messaging.fanout')).toEqual({
    preparation: ['messaging.createConversation', 'messaging.sendMessage'],
  });
});

test('what the target does not offer is not chosen, and prepares nothing', () => {
  const without = {
    ...all,
    operations: { ...all.operations, 'deals.get': { kind: 'not offered', reason: 'no' } },
  };
  expect(roles('deals.get', without as typeof all)).toEqual({});
});

test('a pattern that names neither an operation nor a measure on sockets is an error', () => {
  expect(() => chooseOperations(all, 'messaging.pong')).toThrow(/messaging\.pong.*messaging\.ping/s);
});

test('only what was selected is measured; preparation is sent when it is needed, and counted apart', async ({
  serve,
}) => {
  const fake = new FakeDeskStudio();
  const target = targetAt((await serve((request, response) => void fake.answer(request, response))).origin);
  const { offered } = chooseOperations(all, 'deals.get');
  const { slices } = await ranTraffic(target, { seconds: 8, users: 4, offered });
  const { ok, sent } = figuresOverall(slices);
  expect([...figuresByOperation(slices).keys()]).toEqual(['deals.get']);
  expect(ok).toBeGreaterThanOrEqual(8);
  const arrived = (id: string) => fake.received.filter(({ operationId }) => operationId === id).length;
  const others = fake.received.filter(({ operationId }) => operationId !== 'deals.get').length;
  expect(Math.abs(arrived('deals.get') - sent)).toBeLessThanOrEqual(sent - ok);
  // Once for each user: what is known is not made again.
  expect([arrived('customers.create'), arrived('deals.create')]).toEqual([4, 4]);
  expect(slices.reduce((sum, { preparation }) => sum + (preparation?.sent ?? 0), 0)).toBe(others);
});
