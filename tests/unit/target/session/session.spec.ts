import { Connection } from '../../../../src/target/http/connection.ts';
import { Session } from '../../../../src/target/session/session.ts';
import { FakeSignIn, testAccount } from '../../../made/fake-sign-in.ts';
import { expect, type SmallServer, test as withServers } from '../../../made/small-server.ts';

/** Tests with a target that signs in, and a connection to it. */
const test = withServers.extend<{ fake: FakeSignIn; server: SmallServer; connection: Connection }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  fake: async ({}, use) => use(new FakeSignIn()),
  server: async ({ fake, serve }, use) =>
    use(await serve((request, response) => void fake.answer(request, response))),
  connection: async ({ server }, use) => {
    const connection = new Connection(server.origin, { tlsVerify: true });
    await use(connection);
    await connection.destroy();
  },
});

async function signIn(connection: Connection): Promise<Session> {
  const session = await Session.signIn(testAccount, connection);
  if (session === undefined) throw new Error('the fake target refused the sign-in');
  return session;
}

test('a sign-in knows the user and carries the access token', async ({ connection }) => {
  const session = await signIn(connection);
  expect(session.user).toEqual({ id: 'user-1', email: 'loadtest@example.com', dealershipId: 'dealership-1' });
  expect(session.authorization).toBe('Bearer access-1');
  expect(session.isStale).toBe(false);
  expect(session.tokensAgeMs).toBeLessThan(10_000);
});

test('e-mail and password that the target refuses give no session', async ({ connection, fake }) => {
  fake.refusesLogin = 401;
  expect(await Session.signIn(testAccount, connection)).toBeUndefined();
});

test('any other answer to a sign-in is an error that says what came, without the password', async ({
  connection,
  fake,
}) => {
  fake.refusesLogin = 500;
  const error = await Session.signIn(testAccount, connection).catch((thrown: unknown) => thrown);
  expect(String(error)).toContain(
    '[SIGN_IN_FAILED] checked: POST /api/v1/auth/login for loadtest@example.com',
  );
  expect(String(error)).toContain('500 application/json');
  expect(String(error)).not.toContain('LoadTest123!');
});

test('a rate limit at the sign-in is named as such', async ({ connection, fake }) => {
  fake.refusesLogin = 429;
  await expect(Session.signIn(testAccount, connection)).rejects.toThrow('429: the rate limiter refuses it.');
});

test('a sign-in that the rate limiter refuses is tried again after the time that it names', async ({
  connection,
  fake,
}) => {
  fake.refusesLogin = 429;
  fake.retryAfterSeconds = 0;
  fake.refusals = 2;
  expect((await signIn(connection)).authorization).toBe('Bearer access-1');
  expect(fake.bodies).toHaveLength(3);
});

test('a sign-in that is refused each time, or for too long, says how long it should wait', async ({
  connection,
  fake,
}) => {
  fake.refusesLogin = 429;
  fake.retryAfterSeconds = 0;
  await expect(Session.signIn(testAccount, connection)).rejects.toThrow('and asks to wait 0 s');
  fake.retryAfterSeconds = 3_600;
  await expect(Session.signIn(testAccount, connection)).rejects.toThrow('and asks to wait 3600 s');
  expect(fake.bodies).toHaveLength(4);
});

for (const [what, lifeSeconds, freshSeconds] of [
  ['15 minutes', 900, 840],
  ['45 seconds', 45, 36],
  ['one second', 1, 0.8],
  ['an unknown time, as 15 minutes,', undefined, 840],
  ['no time at all, as 15 minutes,', 0, 840],
] as const) {
  test(`a token that lives ${what} is good for ${freshSeconds} s, and stale then`, async ({
    connection,
    fake,
  }) => {
    fake.expiresInSeconds = lifeSeconds;
    const session = await signIn(connection);
    expect(aroundSecond(freshSeconds, () => session.isStale)).toEqual([false, true]);
  });
}

/** What is found shortly before so many seconds have passed, and shortly after. */
function aroundSecond<T>(seconds: number, find: () => T): [before: T, after: T] {
  const { now } = performance;
  const sinceMs = performance.now();
  const at = (ms: number) => {
    performance.now = () => sinceMs + ms;
    return find();
  };
  try {
    return [at(seconds * 1000 - 300), at(seconds * 1000 + 300)];
  } finally {
    performance.now = now;
  }
}

for (const [lifeSeconds, sentSeconds] of [
  [900, 898],
  [20, 19],
] as const)
  test(`a token that lives ${lifeSeconds} s is dead ${lifeSeconds - sentSeconds} s before its end, as it may end on its way`, async ({
    connection,
    fake,
  }) => {
    fake.expiresInSeconds = lifeSeconds;
    const session = await signIn(connection);
    const found = aroundSecond(sentSeconds, () => [session.isStale, session.isDead]);
    expect(found).toEqual([
      [true, false],
      [true, true],
    ]);
  });

test('a token that is good now may not be good until the end of something long', async ({ connection }) => {
  const session = await signIn(connection);
  expect([839_000, 841_000].map((ms) => session.isStaleIn(ms))).toEqual([false, true]);
});

test('a token that says itself how long it lives is renewed in time, although its answer does not say it', async ({
  connection,
  fake,
}) => {
  fake.expiresInSeconds = undefined;
  fake.lifeInTokenSeconds = 45;
  const session = await signIn(connection);
  const signedInMs = performance.now();
  const { now } = performance;
  try {
    performance.now = () => signedInMs + 35_000;
    expect(session.isStale).toBe(false);
    performance.now = () => signedInMs + 37_000;
    expect(session.isStale).toBe(true);
  } finally {
    performance.now = now;
  }
});

test('a token stays as fresh as it is when somebody sets the clock', async ({ connection, fake }) => {
  fake.expiresInSeconds = 900;
  const session = await signIn(connection);
  const { now } = Date;
  try {
    for (const stepMs of [3_600_000, -3_600_000]) {
      Date.now = () => now() + stepMs;
      expect(session.isStale).toBe(false);
    }
  } finally {
    Date.now = now;
  }
});

test('renewals are counted', async ({ connection }) => {
  const session = await signIn(connection);
  expect(session.renewals).toBe(0);
  await Promise.all([session.renew(), session.renew()]);
  await session.renew();
  expect(session.renewals).toBe(2);
});

test('a renewal takes the refresh token of the sign-in, and the next one that of the renewal', async ({
  connection,
  fake,
  server,
}) => {
  const session = await signIn(connection);
  await session.renew();
  await session.renew();
  expect(server.requests.slice(1)).toEqual(['POST /api/v1/auth/refresh', 'POST /api/v1/auth/refresh']);
  expect(fake.bodies.slice(1)).toEqual([{ refresh_token: 'refresh-1' }, { refresh_token: 'refresh-2' }]);
  expect(session.authorization).toBe('Bearer access-3');
});

test('a refresh token that is refused is replaced by signing in again', async ({
  connection,
  fake,
  server,
}) => {
  const session = await signIn(connection);
  fake.refusesRefresh = true;
  await session.renew();
  expect(server.requests.slice(1)).toEqual(['POST /api/v1/auth/refresh', 'POST /api/v1/auth/login']);
  expect(session.authorization).toBe('Bearer access-2');
});

test('users who need new tokens at once share one renewal', async ({ connection, server }) => {
  const session = await signIn(connection);
  await Promise.all([session.renew(), session.renew(), session.renew()]);
  expect(server.requests.slice(1)).toEqual(['POST /api/v1/auth/refresh']);
});

test('a renewal that failed says which route failed and leaves the next one free', async ({
  connection,
  fake,
}) => {
  const session = await signIn(connection);
  fake.refusesRefresh = true;
  fake.refusesLogin = 503;
  await expect(session.renew()).rejects.toThrow('POST /api/v1/auth/login for loadtest@example.com');
  fake.refusesLogin = undefined;
  await session.renew();
  expect(session.authorization).toBe(fake.authorization);
});

test('a web page instead of tokens is not a sign-in', async ({ serve }) => {
  const { origin } = await serve((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'),
  );
  const connection = new Connection(origin, { tlsVerify: true });
  await expect(Session.signIn(testAccount, connection)).rejects.toThrow('200 text/html');
  await connection.destroy();
});
