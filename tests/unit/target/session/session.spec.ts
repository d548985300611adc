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
  await expect(Session.signIn(testAccount, connection)).rejects.toThrow('the rate limit of 100 sign-ins');
});

test('a token that ends within a minute is stale', async ({ connection, fake }) => {
  fake.expiresInSeconds = 59;
  expect((await signIn(connection)).isStale).toBe(true);
  fake.expiresInSeconds = 65;
  expect((await signIn(connection)).isStale).toBe(false);
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
