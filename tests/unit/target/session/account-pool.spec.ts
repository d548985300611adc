import { signInAccounts, signInTestUser } from '../../../../src/target/session/account-pool.ts';
import { FakeSignIn } from '../../../made/fake-sign-in.ts';
import { expect, json, jsonOf, test } from '../../../made/small-server.ts';
import { targetAt } from '../../../made/test-target.ts';

test('accounts that are there are signed in and none is made', async ({ serve }) => {
  const fake = new FakeSignIn();
  const server = await serve((request, response) => void fake.answer(request, response));
  const progress: string[] = [];
  const { sessions, registered } = await signInAccounts({
    target: targetAt(server.origin),
    count: 6,
    dealershipId: () => 'unused',
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
  const { sessions, registered } = await signInAccounts({
    target: targetAt(server.origin),
    count: 3,
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
    }, 20);
  });
  const target = targetAt(server.origin);
  await signInAccounts({ target, count: 12, dealershipId: () => 'd', onSignedIn: () => undefined });
  expect(most).toBe(4);
});

test('a test user that the target does not know is an error with the way out, and is never made', async ({
  serve,
}) => {
  const fake = new FakeSignIn();
  fake.refusesLogin = 401;
  const server = await serve((request, response) => void fake.answer(request, response));
  await expect(signInTestUser(targetAt(server.origin))).rejects.toThrow(
    /SIGN_IN_FAILED.*loadtest@example.com.*TEST_USERNAME and TEST_PASSWORD/,
  );
  expect(server.requests).toEqual(['POST /api/v1/auth/login']);
});
