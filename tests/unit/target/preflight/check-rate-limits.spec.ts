import { Connection } from '../../../../src/target/http/connection.ts';
import { checkRateLimits } from '../../../../src/target/preflight/check-rate-limits.ts';
import type { RateLimits } from '../../../../src/target/preflight/finding.ts';
import { type LimitsRead, readRateLimits } from '../../../../src/target/preflight/read-rate-limits.ts';
import { Session } from '../../../../src/target/session/session.ts';
import { FakeSignIn, testAccount } from '../../../made/fake-sign-in.ts';
import { expect, json, test as withServers } from '../../../made/small-server.ts';

/** Tests that read the limits of a target whose headers say what the test has them say. */
const test = withServers.extend<{
  readFrom(headers: (tier: 'user' | 'address', asked: number) => Record<string, string>): Promise<LimitsRead>;
}>({
  readFrom: async ({ serve }, use) => {
    await use(async (headersOf) => {
      const fake = new FakeSignIn();
      let signedIn = false;
      const asked = { user: 0, address: 0 };
      const { origin } = await serve(async (request, response) => {
        const tier = request.url === '/api/v1/auth/me' ? 'user' : 'address';
        asked[tier] += 1;
        const headers = signedIn ? headersOf(tier, asked[tier]) : {};
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        if (!(await fake.answer(request, response))) json(response, 200, { id: 'user-1' });
      });
      const connection = new Connection(origin, { tlsVerify: true });
      const session = await Session.signIn(testAccount, connection);
      if (session === undefined) throw new Error('the fake target refused the sign-in');
      signedIn = true;
      const limits = await readRateLimits(connection, session, '/api/v1/auth/me');
      await connection.destroy();
      return limits;
    });
  },
});

const named = (limit: number, remaining: number) => ({
  'X-RateLimit-Limit': String(limit),
  'X-RateLimit-Remaining': String(remaining),
});

test('a limit that only the public routes announce is read and is on', async ({ readFrom }) => {
  const { limits, used } = await readFrom(
    (tier, asked): Record<string, string> => (tier === 'user' ? {} : named(100, 93 - asked)),
  );
  expect(limits).toMatchObject({ enabled: true, perUserPerMinute: undefined, perAddressPerMinute: 100 });
  // The sign-in, and two looks.
  expect(used.ip).toBe(10);
  const planned = { perUserPerMinute: 10, perDealershipPerMinute: 90_000, perAddressPerMinute: 40 };
  expect(checkRateLimits(planned, limits)).toMatchObject({
    kind: 'fine',
    found: expect.stringContaining('user 10 of unknown, dealership 90000 of unknown, address 40 of 100'),
  });
});

test('a limit that only the public routes announce, and that counts nothing, is off', async ({
  readFrom,
}) => {
  const { limits } = await readFrom(
    (tier): Record<string, string> => (tier === 'user' ? {} : named(100, 100)),
  );
  expect(limits.enabled).toBe(false);
});

test('limits that count down are read and are on', async ({ readFrom }) => {
  const read = await readFrom((tier, asked) =>
    tier === 'user' ? named(1000, 1000 - asked) : named(100, 93 - asked),
  );
  expect(read).toEqual({
    limits: {
      enabled: true,
      perUserPerMinute: 1000,
      perDealershipPerMinute: 5000,
      perAddressPerMinute: 100,
    },
    used: { 'user+dealership': 2, ip: 9 },
    silentMs: 0,
  });
});

test('limits that never count down are announced but switched off', async ({ readFrom }) => {
  const { limits } = await readFrom((tier) => (tier === 'user' ? named(1000, 1000) : named(100, 100)));
  expect(limits).toMatchObject({ enabled: false, perUserPerMinute: 1000, perAddressPerMinute: 100 });
});

test('a limit of a shorter time is read with it, and one of a user above the documented one of a dealership stands for both', async ({
  readFrom,
}) => {
  const { limits, used } = await readFrom(() => ({ 'ratelimit-policy': '400;w=2' }));
  expect(limits).toMatchObject({
    perUserPerMinute: 12_000,
    perDealershipPerMinute: 12_000,
    windowSeconds: 2,
  });
  // Nothing says how much remains: what was sent here is used.
  expect(used).toEqual({ 'user+dealership': 2, ip: 2 });
});

test('a limit that is used up already is on', async ({ readFrom }) => {
  expect(await readFrom(() => named(1000, 0))).toMatchObject({
    limits: { enabled: true },
    used: { 'user+dealership': 1000 },
  });
});

test('a target that names no limits, or none that is a number, has none', async ({ readFrom }) => {
  for (const headers of [{}, { 'X-RateLimit-Limit': 'many', 'X-RateLimit-Remaining': '' }]) {
    const { limits } = await readFrom(() => headers);
    expect(limits).toMatchObject({
      enabled: false,
      perUserPerMinute: undefined,
      perAddressPerMinute: undefined,
    });
  }
});

const limits: RateLimits = {
  enabled: true,
  perUserPerMinute: 1000,
  perDealershipPerMinute: 5000,
  perAddressPerMinute: 100,
};
const planned = { perUserPerMinute: 60.2, perDealershipPerMinute: 600, perAddressPerMinute: 12 };

test('a plan within the limits is fine and lists both', () => {
  expect(checkRateLimits(planned, limits)).toEqual({
    check: 'rate limits',
    kind: 'fine',
    found:
      'planned per minute against the limit: user 61 of 1000, dealership 600 of 5000, address 12 of 100; ' +
      'bursts are paced below the limits',
  });
});

test('a plan of exactly the limits is let through, one request more is not', () => {
  const exactly = { perUserPerMinute: 1000, perDealershipPerMinute: 5000, perAddressPerMinute: 100 };
  expect(checkRateLimits(exactly, limits).kind).toBe('fine');
  expect(checkRateLimits({ ...exactly, perAddressPerMinute: 101 }, limits).kind).toBe('refused');
});

test('a plan beyond the limits is refused, naming them and the ways out', () => {
  const finding = checkRateLimits(
    { ...planned, perUserPerMinute: 1200, perDealershipPerMinute: 9000 },
    limits,
  );
  expect(finding).toMatchObject({ kind: 'refused' });
  expect(finding.found).toContain('user 1200 of 1000, dealership 9000 of 5000');
  expect(finding.wayOut).toContain('the user and dealership limit would refuse part of the traffic');
  for (const way of ['VUS', 'RATE_LIMIT_USER', 'RATE_LIMIT_DEALERSHIP', 'RATE_LIMIT_ENABLED=false'])
    expect(finding.wayOut).toContain(way);
  expect(checkRateLimits({ ...planned, perUserPerMinute: 1200 }, limits, 33).wayOut).toContain(
    'With VUS=33 the run stays within them',
  );
});

test('limits that are off let any plan through', () => {
  const endless = { perUserPerMinute: 1e6, perDealershipPerMinute: 1e6, perAddressPerMinute: 1e6 };
  expect(checkRateLimits(endless, { ...limits, enabled: false })).toMatchObject({
    kind: 'fine',
    found: 'announced but switched off: bursts may saturate',
  });
});
