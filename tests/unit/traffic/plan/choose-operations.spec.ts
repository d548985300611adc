import { figuresByOperation, figuresOverall } from '../../../../src/measure/operation-figures.ts';
import { readSlices } from '../../../../src/measure/slice-file.ts';
import { operations } from '../../../../src/target/catalogue.ts';
import type { Offer } from '../../../../src/target/preflight/finding.ts';
import { signInAccounts } from '../../../../src/target/session/account-pool.ts';
import { socketMeasures } from '../../../../src/target/socket-measures.ts';
import { chooseOperations } from '../../../../src/traffic/plan/choose-operations.ts';
import { runTraffic } from '../../../../src/traffic/traffic.ts';
import { FakeDeskStudio } from '../../../made/fake-desk-studio.ts';
import { expect, test } from '../../../made/small-server.ts';
import { targetAt } from '../../../made/test-target.ts';

const offered = (path: string): Offer => ({ kind: 'offered', path });
const all = {
  operations: Object.fromEntries(
    operations.map(({ id, path, outOfReach: reason }): [string, Offer] => [
      id,
      reason === undefined ? offered(path) : { kind: 'not offered', reason },
    ]),
  ),
  sockets: Object.fromEntries(socketMeasures.map(({ id }): [string, Offer] => [id, offered('')])),
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
  const { sessions } = await signInAccounts({
    target,
    count: 3,
    dealershipId: () => 'd',
    onSignedIn: () => undefined,
  });
  const slicesPath = test.info().outputPath('slices.jsonl');
  await runTraffic({
    target,
    stages: [
      { durationSeconds: 0, targetVus: 4 },
      { durationSeconds: 4, targetVus: 4 },
    ],
    offered: chooseOperations(all, 'deals.get').offered,
    sessions,
    dealershipId: '9d1c2b3a-4f5e-5a6b-8c7d-0e1f2a3b4c5d',
    runTag: 'rtest',
    slicesPath,
    created: () => undefined,
    onFailure: () => undefined,
    onProgress: () => undefined,
    onGone: () => undefined,
    onTrouble: () => undefined,
    signal: new AbortController().signal,
  });
  const slices = readSlices(slicesPath);
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
