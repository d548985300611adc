import type { RequestListener } from 'node:http';
import { operationById, operations } from '../../../../src/target/catalogue.ts';
import { Connection } from '../../../../src/target/http/connection.ts';
import { offerOf, probeOffers } from '../../../../src/target/preflight/probe-offers.ts';
import { Session } from '../../../../src/target/session/session.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { FakeSignIn, testAccount } from '../../../made/fake-sign-in.ts';
import { expect, json, test } from '../../../made/small-server.ts';
import { targetAt } from '../../../made/test-target.ts';

const answer = (status: number, contentType: string, body: string, headers = {}) => ({
  status,
  contentType,
  body: Buffer.from(body),
  headers,
  failure: undefined,
});
const JSON_TYPE = 'application/json';
const look = (id: string, reply: Parameters<typeof offerOf>[1]) => {
  const operation = operationById(id);
  return offerOf({ operation, route: operation.path }, reply);
};

/** What the probes find out. The pauses between the looks pass at once. */
const probed = (origin: string, session: Session) => {
  const clock = new FakeClock();
  return clock.during(probeOffers(targetAt(origin), session, { clock }));
};

for (const [what, id, reply] of [
  ['a list', 'deals.list', answer(200, JSON_TYPE, '[]')],
  ['null for an empty list', 'deals.list', answer(200, JSON_TYPE, 'null')],
  ['a refusal of the empty body', 'deals.create', answer(400, JSON_TYPE, '{"error":"customer_id"}')],
  ['a refusal of the token', 'deals.list', answer(401, JSON_TYPE, '{"error":"Invalid token"}')],
  ['a refusal of the dealership', 'deals.list', answer(403, JSON_TYPE, '{"error":"Forbidden"}')],
  ['a 404 of the service itself', 'deals.get', answer(404, JSON_TYPE, '{"error":"Deal not found"}')],
  ['a 404 of the service as plain text', 'deals.get', answer(404, 'text/plain', 'Deal not found\n')],
  ['a refusal by the rate limiter', 'deals.list', answer(429, JSON_TYPE, '{"error":"rate_limited"}')],
  ['a failure within the service', 'deals.list', answer(500, 'text/plain', 'Failed to list deals')],
  ['nothing but 204', 'deals.delete', answer(204, '', '')],
] as const) {
  test(`${what} is an offer: the operation is served`, () => {
    expect(look(id, reply).kind).toBe('offered');
  });
}

for (const [what, id, reply, reason] of [
  ["the router's own 404", 'deals.get', answer(404, 'text/plain', '404 page not found\n'), '404 page not'],
  ['404 for a list', 'deals.list', answer(404, JSON_TYPE, '{"message":"Cannot GET"}'), 'no such route'],
  ['405', 'deals.update', answer(405, '', ''), 'no such method'],
  ['501', 'deals.update', answer(501, JSON_TYPE, '{}'), '501'],
] as const) {
  test(`${what} says clearly that the operation is not offered`, () => {
    expect(look(id, reply)).toEqual({ kind: 'not offered', reason: expect.stringContaining(reason) });
  });
}

for (const [what, id, reply, reason] of [
  ['503', 'deals.list', answer(503, JSON_TYPE, '{}'), '503: the gateway cannot reach the service'],
  ['502', 'deals.list', answer(502, 'text/plain', ''), '502: the gateway cannot reach the service'],
  ['a web page', 'deals.list', answer(200, 'text/html', '<p>'), 'a web page (200 text/html)'],
  ['a web page with 404', 'deals.list', answer(404, 'text/html', '<p>'), 'a web page (404 text/html)'],
  [
    'a redirect',
    'deals.list',
    answer(302, '', '', { location: 'https://sso.example.com/login?token=x' }),
    '302, a redirect to https://sso.example.com/login',
  ],
  ['no answer', 'deals.list', { ...answer(0, '', ''), failure: 'reset' as const }, 'no answer (reset)'],
  ['an object for a list', 'deals.list', answer(200, JSON_TYPE, '{}'), 'a wrong body (200 application/json)'],
  ['an empty reply', 'deals.list', answer(200, '', ''), 'a wrong body (200 without a content type)'],
] as const) {
  test(`${what} is no offer and no refusal: the operation is broken`, () => {
    expect(look(id, reply)).toEqual({ kind: 'broken', reason });
  });
}

test.describe('what needs something that the target does not give is not offered, whatever its own route says', () => {
  /** Requests of this kind get what a service answers for a thing that is missing. */
  const probedWithout = async (
    serve: (listener: RequestListener) => Promise<{ origin: string }>,
    missing: RegExp,
  ) => {
    const signIn = new FakeSignIn();
    const server = await serve(async (request, response) => {
      if (missing.test(`${request.method} ${request.url}`)) json(response, 404, { error: 'Not Found' });
      else if (!(await signIn.answer(request, response))) json(response, 400, { error: 'invalid' });
    });
    const connection = new Connection(server.origin, { tlsVerify: true });
    const session = await Session.signIn(testAccount, connection);
    if (session === undefined) throw new Error('the fake target refused the sign-in');
    const offers = await probed(server.origin, session);
    await connection.destroy();
    return offers;
  };

  test('nothing of a service that creates nothing', async ({ serve }) => {
    const offers = await probedWithout(serve, /\/inventory\//);
    const kinds = (service: string) =>
      new Set(operations.filter((each) => each.service === service).map(({ id }) => offers[id]?.kind));
    expect(kinds('inventory')).toEqual(new Set(['not offered']));
    expect(kinds('deals')).toEqual(new Set(['offered']));
    expect(offers['inventory.get']).toEqual({
      kind: 'not offered',
      reason: 'it needs inventory.create, which is not offered: 404: it has no such route',
    });
  });

  test('through several steps too', async ({ serve }) => {
    const offers = await probedWithout(serve, /^POST \/api\/v1\/customers$/);
    expect(offers['customers.list']?.kind).toBe('offered');
    for (const id of ['deals.create', 'deals.get', 'showroom.createVisit', 'showroom.closeVisit'])
      expect(offers[id], id).toMatchObject({
        kind: 'not offered',
        reason: expect.stringContaining('customers.create'),
      });
  });

  test('users know somebody to write to without a registration', async ({ serve }) => {
    const offers = await probedWithout(serve, /\/auth\/register$/);
    expect([offers['auth.register']?.kind, offers['messaging.createConversation']?.kind]).toEqual([
      'not offered',
      'offered',
    ]);
  });
});

test.describe('looks', () => {
  /** Each look at `deals.list` gets the next of these answers, the last again and again. */
  const answers = (...replies: readonly RequestListener[]): RequestListener => {
    let looks = 0;
    const signIn = new FakeSignIn();
    return async (request, response) => {
      if (await signIn.answer(request, response)) return;
      if (request.method !== 'GET' || !request.url?.startsWith('/api/v1/deals?'))
        return json(response, 400, { error: 'invalid' });
      const reply = replies[Math.min(looks, replies.length - 1)];
      looks += 1;
      reply?.(request, response);
    };
  };
  const ok: RequestListener = (_request, response) => json(response, 200, []);
  const missing: RequestListener = (_request, response) => json(response, 404, {});
  const down: RequestListener = (_request, response) => json(response, 503, {});
  const notImplemented: RequestListener = (_request, response) => json(response, 501, {});

  for (const [what, replies, kind, looks] of [
    ['one that works at once is an offer', [ok], 'offered', 1],
    ['one that is being restarted is an offer', [down, down, ok], 'offered', 3],
    ['one that stays down is broken', [down], 'broken', 3],
    ['the same refusal each time is no offer', [missing], 'not offered', 3],
    ['a refusal that comes after a failure is not clear, so it is broken', [down, missing], 'broken', 3],
    ['a failure after a refusal is broken', [missing, down], 'broken', 3],
    ['501 each time is no offer', [notImplemented], 'not offered', 3],
    ['one 501 among failures is broken', [down, notImplemented, down], 'broken', 3],
    ['a 501 after failures is broken', [down, down, notImplemented], 'broken', 3],
    ['one failure among 501s is broken', [notImplemented, down, notImplemented], 'broken', 3],
    [
      'a router that refuses in two ways is not clear, so it is broken',
      [missing, notImplemented],
      'broken',
      3,
    ],
    ['one 501 before an answer is an offer', [notImplemented, ok], 'offered', 2],
  ] as const) {
    test(`of an operation: ${what}`, async ({ serve }) => {
      const server = await serve(answers(...replies));
      const connection = new Connection(server.origin, { tlsVerify: true });
      const session = await Session.signIn(testAccount, connection);
      if (session === undefined) throw new Error('the fake target refused the sign-in');
      const offers = await probed(server.origin, session);
      await connection.destroy();
      expect(offers['deals.list']?.kind).toBe(kind);
      expect(server.requests.filter((line) => line.startsWith('GET /api/v1/deals?'))).toHaveLength(looks);
    });
  }
});
