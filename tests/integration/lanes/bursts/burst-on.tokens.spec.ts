import { burstOn } from '../../../../lanes/bursts/burst-on.ts';
import { realClock, sleep } from '../../../../src/base/clock.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import { operationById } from '../../../../src/target/catalogue.ts';
import { Connection } from '../../../../src/target/http/connection.ts';
import { Session } from '../../../../src/target/session/session.ts';
import { burstRun, rateLimits } from '../../../made/burst-run.ts';
import { FakeSignIn, testAccount } from '../../../made/fake-sign-in.ts';
import { expect, json, type SmallServer, test as withServers } from '../../../made/small-server.ts';

const operation = operationById('deals.list');

/** Tests with a target that signs in, and the tokens that its deals were asked with. */
const test = withServers.extend<{ signIn: FakeSignIn; tokens: Set<string | undefined>; target: SmallServer }>(
  {
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
    signIn: async ({}, use) => use(new FakeSignIn()),
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    tokens: async ({}, use) => use(new Set()),
    target: async ({ signIn, tokens, serve }, use) =>
      use(
        await serve(async (request, response) => {
          if (await signIn.answer(request, response)) return;
          if (request.url?.startsWith('/api/v1/deals') === true) tokens.add(request.headers.authorization);
          json(response, 200, []);
        }),
      ),
  },
);

test('tokens that a wait for a rate limit has left too old for a burst are renewed before it, those of colleagues too', async ({
  signIn,
  tokens,
  target: { origin },
}) => {
  // About to end after 2.4 s: long enough for a burst of a second that begins at once, and not for one that waits.
  signIn.expiresInSeconds = 3;
  const settings = { burstAccounts: 2, burstDurationMs: 1_000 };
  const { run, session } = await burstRun(origin, { rateLimits, settings });
  const colleague = await Session.signIn(testAccount, new Connection(origin, { tlsVerify: true }));
  if (colleague === undefined) throw new Error('the fake target signs its account in');
  const before = [session.authorization, colleague.authorization];
  const taken: string[] = [];
  const take = async (tier: string) => {
    taken.push(tier);
    if (tier !== 'ip') await sleep(realClock, 1_500);
  };
  const waiting = { ...run, budget: { take } } as unknown as RunContext;
  const burst = await burstOn(waiting, operation, session, { isInRound: false, others: [colleague] });
  expect(burst.outcomes).toEqual({ ok: 17 });
  expect(taken).toEqual(['user+dealership', 'ip', 'ip']);
  expect(before).toEqual(['Bearer access-1', 'Bearer access-2']);
  expect([...tokens].sort()).toEqual(['Bearer access-3', 'Bearer access-4']);
});

test('tokens that outlive a burst are not renewed for it, and those of a round are as its begin has left them', async ({
  signIn,
  target: { origin },
}) => {
  const { run, session } = await burstRun(origin, { rateLimits, settings: { burstDurationMs: 300 } });
  await burstOn(run, operation, session, { isInRound: false });
  expect(session.renewals).toBe(0);
  signIn.expiresInSeconds = 0.1;
  await session.renew();
  await burstOn(run, operation, session, { isInRound: true });
  expect(session.renewals).toBe(1);
});

test('a paced burst whose token ends while its renewal waits for a rate limit ends then, and no answer is 401', async ({
  signIn,
  serve,
}) => {
  let givenMs = 0;
  const { origin } = await serve(async (request, response) => {
    if (await signIn.answer(request, response)) {
      givenMs = performance.now();
      return;
    }
    const isOld = request.url?.startsWith('/api/v1/deals') === true && performance.now() - givenMs > 6_000;
    json(response, isOld ? 401 : 200, []);
  });
  signIn.expiresInSeconds = 2;
  const { run, session } = await burstRun(origin, { rateLimits, settings: { burstDurationMs: 8_000 } });
  let renewals = 0;
  const take = async (tier: string, _count: number, { signal }: { signal: AbortSignal }) => {
    if (tier === 'ip') renewals += 1;
    // The address has one request left, and then none for a minute.
    if (renewals > 1) await sleep(realClock, 60_000, signal);
  };
  const waiting = { ...run, budget: { take } } as unknown as RunContext;
  const burst = await burstOn(waiting, operation, session, { isInRound: false });
  expect(Object.keys(burst.outcomes)).toEqual(['ok']);
  expect(burst.endedEarly).toBe('its access token ended before the suite had a new one');
  expect(burst.elapsedMs).toBeLessThan(6_000);
  expect([renewals, session.renewals]).toEqual([2, 1]);
});

for (const { what, limits } of [
  { what: 'a paced burst', limits: rateLimits },
  { what: 'a burst that saturates', limits: { ...rateLimits, enabled: false } },
])
  test(`${what} whose token ends while its last answers are waited for has lasted its time`, async ({
    signIn,
    serve,
  }) => {
    const { origin } = await serve(async (request, response) => {
      if (await signIn.answer(request, response)) return;
      if (request.url?.startsWith('/api/v1/deals') === true) await sleep(realClock, 6_000);
      json(response, 200, []);
    });
    // About to end after 3.2 s: a starved process of a test begins its burst late.
    signIn.expiresInSeconds = 4;
    const { run, session } = await burstRun(origin, {
      rateLimits: limits,
      settings: { burstDurationMs: 500 },
    });
    const take = async (tier: string, _count: number, { signal }: { signal: AbortSignal }) => {
      if (tier === 'ip') await sleep(realClock, 60_000, signal);
    };
    const waiting = { ...run, budget: { take } } as unknown as RunContext;
    const burst = await burstOn(waiting, operation, session, { isInRound: false });
    expect(session.isDead).toBe(true);
    expect(Object.keys(burst.outcomes)).toEqual(['ok']);
    expect(burst.endedEarly).toBeUndefined();
  });
