import {
  enterTestUser,
  signInAccounts,
  signInTestUser,
} from '../../../../src/target/session/account-pool.ts';
import { FakeSignIn } from '../../../made/fake-sign-in.ts';
import { expect, json, jsonOf, test } from '../../../made/small-server.ts';
import { targetAt } from '../../../made/test-target.ts';

test('accounts that are there are signed in and none is made', async ({ serve }) => {
  const fake = new FakeSignIn();
  const server = await serve((request, response) => void fake.answer(request, response));
  const [progress, registered]: [string[], string[]] = [[], []];
  const sessions = await signInAccounts({
    target: targetAt(server.origin),
    count: 6,
    dealershipId: () => 'unused',
    onRegistered: () => registered.push('somebody'),
    onSignedIn: (done, of) => progress.push(`${done} of ${of}`),
  });
  expect(server.requests).toEqual(Array.from({ length: 6 }, () => 'POST /api/v1/auth/login'));
  expect([sessions.length, registered]).toEqual([6, []]);
  expect(sessions.map(({ account }) => account.email)).toEqual(
    [1, 2, 3, 4, 5, 6].map((number) => `loadtest-vu-00${number}@example.com`),
  );
  expect(progress).toEqual(['1 of 6', '2 of 6', '3 of 6', '4 of 6', '5 of 6', '6 of 6']);
});

test('an account that the target does not know is made, in its dealership, and only that one', async ({
  serve,
}) => {
  const registrations: unknown[] = [];
  const server = await serve(async (request, response) => {
    const body = (await jsonOf(request)) as { email: string };
    const answer = {
      access_token: 'a',
      refresh_token: 'r',
      expires_in: 900,
      user: { id: `id of ${body.email}`, email: body.email, dealership_id: 'd' },
    };
    if (request.url?.endsWith('/register')) {
      registrations.push(body);
      json(response, 201, answer);
    } else if (body.email.includes('-002@')) json(response, 401, { error: 'Invalid email or password' });
    else json(response, 200, answer);
  });
  const registered: string[] = [];
  const sessions = await signInAccounts({
    target: targetAt(server.origin),
    count: 3,
    onRegistered: ({ user }) => registered.push(user.id),
    dealershipId: (number) => `dealership of ${number}`,
    onSignedIn: () => undefined,
  });
  expect(registered).toEqual(['id of loadtest-vu-002@example.com']);
  expect(registrations).toMatchObject([
    { email: 'loadtest-vu-002@example.com', password: 'LoadTest123!', dealership_id: 'dealership of 1' },
  ]);
  expect(sessions.map(({ user }) => user.id)).toContain('id of loadtest-vu-002@example.com');
});

test('trouble other than an unknown account makes no account', async ({ serve }) => {
  const fake = new FakeSignIn();
  fake.refusesLogin = 500;
  const server = await serve((request, response) => void fake.answer(request, response));
  const signingIn = signInAccounts({
    target: targetAt(server.origin),
    count: 2,
    dealershipId: () => 'd',
    onSignedIn: () => undefined,
  });
  await expect(signingIn).rejects.toThrow('SIGN_IN_FAILED');
  expect(server.requests).not.toContain('POST /api/v1/auth/register');
});

test('at most four accounts are signed in at a time', async ({ serve }) => {
  let [underWay, most] = [0, 0];
  const fake = new FakeSignIn();
  const server = await serve((request, response) => {
    underWay += 1;
    most = Math.max(most, underWay);
    setTimeout(() => {
      underWay -= 1;
      void fake.answer(request, response);
    }, 10);
  });
  const target = targetAt(server.origin);
  await signInAccounts({ target, count: 12, dealershipId: () => 'd', onSignedIn: () => undefined });
  expect(most).toBe(4);
});

const registration = { isWanted: true, dealershipId: 'dealership-7', command: './run it' };

test('a test user that the target does not know is an error with both ways out, and is not made unasked', async ({
  serve,
}) => {
  const fake = new FakeSignIn();
  fake.refusesLogin = 401;
  const server = await serve((request, response) => void fake.answer(request, response));
  const target = targetAt(server.origin);
  await expect(signInTestUser(target)).rejects.toThrow(
    /SIGN_IN_FAILED.*loadtest@example.com.*TEST_USERNAME and TEST_PASSWORD.*--register-test-user/,
  );
  const refused = await enterTestUser(target, { ...registration, isWanted: false }).catch(String);
  expect(refused).toMatch(/REGISTER_TEST_USER=true\) registers loadtest@example\.com .*: \.\/run it\.$/);
  expect(refused).not.toContain(target.account.password.reveal());
  expect(server.requests).toEqual(['POST /api/v1/auth/login', 'POST /api/v1/auth/login']);
});

test('a test user that the target does not know is registered on request, and one that it knows is not', async ({
  serve,
}) => {
  const fake = new FakeSignIn();
  const server = await serve((request, response) => void fake.answer(request, response));
  const target = targetAt(server.origin);
  expect(await enterTestUser(target, registration)).toMatchObject({ isNew: false });
  expect(server.requests).toEqual(['POST /api/v1/auth/login']);
  fake.refusesLogin = 401;
  const { session, isNew } = await enterTestUser(target, registration);
  expect([session.account.email, isNew]).toEqual(['loadtest@example.com', true]);
  expect(fake.bodies.at(-1)).toMatchObject({
    email: 'loadtest@example.com',
    password: 'LoadTest123!',
    dealership_id: 'dealership-7',
  });
});

test('a wrong password of an account that is there is told from an account that is not', async ({
  serve,
}) => {
  const server = await serve((request, response) =>
    request.url?.endsWith('/register')
      ? json(response, 409, { error: 'User with this email already exists' })
      : json(response, 401, { error: 'Invalid email or password' }),
  );
  const refused = await enterTestUser(targetAt(server.origin), registration).catch(String);
  expect(refused).toMatch(/SIGN_IN_FAILED.*409: the account is there already, so the password is wrong/);
  expect(refused).not.toContain('LoadTest123!');
});
