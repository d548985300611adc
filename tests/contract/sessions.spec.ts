import { randomUUID } from 'node:crypto';
import { readContract } from './document/contract-document.ts';
import { contractCheck } from './document/response-check.ts';
import { jsonOf } from './world/json-body.ts';
import { listDeals } from './world/list-deals.ts';
import { memberPassword, newEmail } from './world/members.ts';
import { claimsOf } from './world/token-mint.ts';
import { expect, test } from './world/world-fixture.ts';

const check = contractCheck(readContract());

test('an exchange kills the old refresh token at once', async ({ world }) => {
  const { refreshToken } = await world.newMember();
  const refresh = (token: string) =>
    world.send({
      method: 'POST',
      path: '/api/v1/auth/refresh',
      json: { refresh_token: token },
      anonymous: true,
    });
  // Tokens carry whole seconds: only in a later second does the exchange give another token.
  await expect.poll(() => Math.floor(Date.now() / 1000)).toBeGreaterThan(Number(claimsOf(refreshToken).iat));
  const pair = jsonOf<{ refresh_token: string; access_token: string }>(await refresh(refreshToken), 200);
  expect(pair.refresh_token).not.toBe(refreshToken);
  const replaced = await refresh(refreshToken);
  expect([replaced.status, JSON.parse(replaced.body)]).toEqual([
    401,
    { error: 'Refresh token expired or revoked' },
  ]);
  expect((await refresh(pair.refresh_token)).status).toBe(200);
  expect((await listDeals(world, `Bearer ${pair.access_token}`)).status).toBe(200);
});

test('a refresh token whose user is gone is refused by that name', async ({ world }) => {
  const { userId, refreshToken } = await world.newMember();
  await world.pool.query('DELETE FROM users WHERE id = $1', [userId]);
  const answer = await world.send({
    method: 'POST',
    path: '/api/v1/auth/refresh',
    json: { refresh_token: refreshToken },
    anonymous: true,
  });
  expect([answer.status, JSON.parse(answer.body)]).toEqual([401, { error: 'User not found' }]);
});

test('logout closes /auth/me only, kills the refresh token, and may be repeated', async ({ world }) => {
  const { accessToken, refreshToken } = await world.newMember();
  const headers = { authorization: `Bearer ${accessToken}` };
  for (let time = 1; time <= 2; time++) {
    expect((await world.send({ method: 'POST', path: '/api/v1/auth/logout', headers })).status).toBe(200);
  }
  const me = await world.send({ method: 'GET', path: '/api/v1/auth/me', headers });
  expect([me.status, JSON.parse(me.body)]).toEqual([401, { error: 'Token has been revoked' }]);
  expect(check.answer('auth.me', me)).toEqual([]);
  expect((await listDeals(world, `Bearer ${accessToken}`)).status).toBe(200);
  const refreshed = await world.send({
    method: 'POST',
    path: '/api/v1/auth/refresh',
    json: { refresh_token: refreshToken },
    anonymous: true,
  });
  expect(refreshed.status).toBe(401);
});

test('an e-mail is trimmed and put in lower case at registration and at login', async ({ world }) => {
  const email = newEmail();
  const sign = (route: string) =>
    world.send({
      method: 'POST',
      path: `/api/v1/auth/${route}`,
      json: { email: ` ${email.toUpperCase()} `, password: memberPassword },
      anonymous: true,
    });
  const registered = jsonOf<{ user: { email: string } }>(await sign('register'), 201);
  expect(registered.user.email).toBe(email);
  expect((await sign('login')).status).toBe(200);
});

test('five failed logins lock nobody out', async ({ world }) => {
  const { email, password } = await world.newMember();
  const login = (attempt: string) =>
    world.send({
      method: 'POST',
      path: '/api/v1/auth/login',
      json: { email, password: attempt },
      anonymous: true,
    });
  for (let time = 1; time <= 6; time++) expect((await login('Wrong123!')).status).toBe(401);
  expect((await login(password)).status).toBe(200);
});

test('an unknown e-mail and a wrong password get the same answer', async ({ world }) => {
  const login = (email: string) =>
    world.send({
      method: 'POST',
      path: '/api/v1/auth/login',
      json: { email, password: 'Wrong123!' },
      anonymous: true,
    });
  expect((await login(newEmail())).body).toBe((await login(world.member.email)).body);
});

test('a deactivated account gets that as the reason', async ({ world }) => {
  const { userId, email, password } = await world.newMember();
  await world.pool.query('UPDATE users SET is_active = false WHERE id = $1', [userId]);
  const answer = await world.send({
    method: 'POST',
    path: '/api/v1/auth/login',
    json: { email, password },
    anonymous: true,
  });
  expect([answer.status, JSON.parse(answer.body)]).toEqual([401, { error: 'Account is deactivated' }]);
});

test('a changed password holds and leaves the tokens valid', async ({ world }) => {
  const { email, accessToken, password } = await world.newMember();
  const changed = await world.send({
    method: 'POST',
    path: '/api/v1/auth/change-password',
    headers: { authorization: `Bearer ${accessToken}` },
    json: { current_password: password, new_password: 'Changed123!' },
  });
  expect(changed.status).toBe(200);
  const login = (attempt: string) =>
    world.send({
      method: 'POST',
      path: '/api/v1/auth/login',
      json: { email, password: attempt },
      anonymous: true,
    });
  expect((await login(password)).status).toBe(401);
  expect((await login('Changed123!')).status).toBe(200);
  expect((await listDeals(world, `Bearer ${accessToken}`)).status).toBe(200);
});

test('a reset token sets the password once', async ({ world }) => {
  const { userId, email } = await world.newMember();
  const token = randomUUID();
  await world.store.set(`reset_token:${token}`, userId, 3600);
  const reset = () =>
    world.send({
      method: 'POST',
      path: '/api/v1/auth/reset-password',
      json: { token, new_password: 'Another123!' },
      anonymous: true,
    });
  expect((await reset()).status).toBe(200);
  expect((await reset()).status).toBe(400);
  const login = {
    method: 'POST',
    path: '/api/v1/auth/login',
    json: { email, password: 'Another123!' },
    anonymous: true,
  };
  expect((await world.send(login)).status).toBe(200);
});

test('passwords are kept as bcrypt hashes only', async ({ world }) => {
  const { userId, password } = await world.newMember();
  const { rows } = await world.pool.query('SELECT * FROM users WHERE id = $1', [userId]);
  expect(rows[0].password_hash).toMatch(/^\$2[aby]\$\d\d\$/);
  expect(JSON.stringify(rows[0])).not.toContain(password);
});

test('with the store down a refresh is called revoked and signed-in work goes on', async ({ world }) => {
  const { refreshToken, accessToken } = await world.newMember();
  await world.withStoreDown(async () => {
    const answer = await world.send({
      method: 'POST',
      path: '/api/v1/auth/refresh',
      json: { refresh_token: refreshToken },
      anonymous: true,
    });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      401,
      { error: 'Refresh token expired or revoked' },
    ]);
    expect((await listDeals(world, `Bearer ${accessToken}`)).status).toBe(200);
    const headers = { authorization: `Bearer ${accessToken}` };
    expect((await world.send({ method: 'GET', path: '/api/v1/auth/me', headers })).status).toBe(200);
  });
});

test('a known and an unknown e-mail get the same answer to a lost password, whatever is down', async ({
  world,
}) => {
  const ask = (email: string) =>
    world.send({
      method: 'POST',
      path: '/api/v1/auth/forgot-password',
      json: { email },
      anonymous: true,
    });
  const usual = await ask(newEmail());
  const both = async () => {
    for (const email of [world.member.email, newEmail()]) {
      const answer = await ask(email);
      expect([answer.status, answer.body]).toEqual([200, usual.body]);
      expect(check.answer('auth.forgotPassword', answer)).toEqual([]);
    }
  };
  await world.withStoreDown(both);
  await world.withTableAway('users', both);
});

test('a user without a dealership is signed in and then refused on every protected route', async ({
  world,
}) => {
  const registered = await world.send({
    method: 'POST',
    path: '/api/v1/auth/register',
    json: { email: newEmail(), password: memberPassword },
    anonymous: true,
  });
  const { access_token, user } = jsonOf<{ access_token: string; user: object }>(registered, 201);
  expect(user).toMatchObject({ dealership_id: '', role: 'SALESPERSON' });
  const answer = await listDeals(world, `Bearer ${access_token}`);
  expect([answer.status, answer.body.trim()]).toEqual([400, '{"error":"Missing dealership context"}']);
});
