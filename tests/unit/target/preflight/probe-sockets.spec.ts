import { Connection } from '../../../../src/target/http/connection.ts';
import { probeSockets } from '../../../../src/target/preflight/probe-sockets.ts';
import { Session } from '../../../../src/target/session/session.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { testAccount } from '../../../made/fake-sign-in.ts';
import { expect, type SocketServer, test } from '../../../made/socket-server.ts';

const messages = { kind: 'offered', path: '/messages' } as const;
const posts = { 'messaging.sendMessage': messages, 'showroom.createVisit': messages };

async function sessionAt({ target }: SocketServer): Promise<Session> {
  const session = await Session.signIn(testAccount, new Connection(target.baseUrl, { tlsVerify: true }));
  if (session === undefined) throw new Error('the fake target refused the sign-in');
  return session;
}

test('sockets that open are offered, with all that is measured on them', async ({ serveSockets }) => {
  const server = await serveSockets();
  const session = await sessionAt(server);
  const offers = await probeSockets(server.target, session, posts);
  expect(Object.entries(offers).map(([id, { kind }]) => `${id} ${kind}`)).toEqual([
    'messaging.connect offered',
    'messaging.ping offered',
    'messaging.fanout offered',
    'showroom.connect offered',
    'showroom.fanout offered',
  ]);
  expect(server.upgrades).toHaveLength(2);
  expect(server.upgrades[0]).toMatchObject({
    authorization: session.authorization,
    'x-user-id': session.user.id,
    'x-dealership-id': session.user.dealershipId,
  });
});

for (const [status, kind] of [
  [503, 'broken'],
  [500, 'broken'],
  [404, 'not offered'],
] as const) {
  test(`a socket whose three handshakes are answered with ${status} is ${kind}`, async ({ serveSockets }) => {
    const server = await serveSockets({ refusesWith: status });
    const clock = new FakeClock();
    const session = await sessionAt(server);
    const offers = await clock.during(probeSockets(server.target, session, posts, clock));
    for (const offer of Object.values(offers))
      expect(offer).toEqual({ kind, reason: `the handshake was answered with ${status} text/plain` });
    expect(server.upgrades).toHaveLength(6);
  });
}

for (const [what, refusesWith, kind, reason] of [
  ['the same refusal each time', [501], 'not offered', '501 text/plain'],
  ['one 501 among failures', [503, 501, 503], 'broken', '503 text/plain'],
  ['a 501 after failures', [503, 503, 501], 'broken', '503 text/plain'],
  ['a failure after refusals', [501, 501, 503], 'broken', '503 text/plain'],
  [
    'another refusal each time',
    [404, 501],
    'broken',
    '404 text/plain, and then the handshake was answered with 501 text/plain',
  ],
] as const) {
  test(`a socket with ${what} is ${kind}`, async ({ serveSockets }) => {
    const server = await serveSockets({ refusesWith });
    const clock = new FakeClock();
    const session = await sessionAt(server);
    const offers = await clock.during(probeSockets(server.target, session, posts, clock));
    expect(offers['showroom.connect']).toEqual({
      kind,
      reason: `the handshake was answered with ${reason}`,
    });
  });
}

test('a fan-out is not offered where what causes its events is not', async ({ serveSockets }) => {
  const server = await serveSockets();
  const offers = await probeSockets(server.target, await sessionAt(server), {
    ...posts,
    'showroom.createVisit': { kind: 'not offered', reason: '405: the route has no such method' },
  });
  expect(offers['showroom.connect'].kind).toBe('offered');
  expect(offers['showroom.fanout']).toEqual({
    kind: 'not offered',
    reason:
      'showroom.createVisit, which causes its events, is not offered: 405: the route has no such method',
  });
});

test('a socket that the environment declares not offered is not even tried', async ({ serveSockets }) => {
  const server = await serveSockets();
  const overrides = { 'messaging.*': { offered: false, reason: 'it is not routed' } } as const;
  const offers = await probeSockets({ ...server.target, overrides }, await sessionAt(server), posts);
  expect(offers['messaging.ping']).toEqual({ kind: 'not offered', reason: 'it is not routed' });
  expect(server.upgrades).toHaveLength(1);
});
