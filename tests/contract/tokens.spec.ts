import { randomUUID } from 'node:crypto';
import { readContract } from './document/contract-document.ts';
import { contractCheck } from './document/response-check.ts';
import { listDeals } from './world/list-deals.ts';
import { claimsOf, mintToken } from './world/token-mint.ts';
import { expect, test } from './world/world-fixture.ts';

const check = contractCheck(readContract());

const wrongHeaders = [
  { name: 'a scheme in lower case', make: (token: string) => `bearer ${token}` },
  { name: 'two spaces', make: (token: string) => `Bearer  ${token}` },
  { name: 'another scheme', make: (token: string) => `Token ${token}` },
  { name: 'no scheme', make: (token: string) => token },
  { name: 'three words', make: (token: string) => `Bearer ${token} more` },
];

for (const { name, make } of wrongHeaders) {
  test(`${name} in the authorization header is refused`, async ({ world }) => {
    const answer = await listDeals(world, make(world.member.accessToken));
    expect(answer.status).toBe(401);
    expect(check.answer('deals.list', answer)).toEqual([]);
    expect(answer.body).toMatch(/Invalid authorization format\. Expected: Bearer <token>|Invalid token: /);
  });
}

test('a token whose signature is wrong is refused as such, in JSON text labelled plain', async ({
  world,
}) => {
  const forged = mintToken('another-secret-of-thirty-two-characters', { user_id: randomUUID() });
  const answer = await listDeals(world, `Bearer ${forged}`);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')?.[0]).toContain('text/plain');
  expect(JSON.parse(answer.body)).toEqual({ error: 'Invalid token: signature is invalid' });
  expect(answer.headers.has('x-ratelimit-limit')).toBe(false);
});

test('an expired token is refused with the time since', async ({ world }) => {
  const token = world.mint({
    user_id: randomUUID(),
    dealership_id: randomUUID(),
    exp: Math.floor(Date.now() / 1000) - 62,
  });
  const answer = await listDeals(world, `Bearer ${token}`);
  expect(answer.status).toBe(401);
  expect(JSON.parse(answer.body).error).toMatch(/^Invalid token: token is expired by 1m\d+/);
});

test('a token of another issuer is refused', async ({ world }) => {
  const token = world.mint({ user_id: randomUUID(), dealership_id: randomUUID(), iss: 'somebody' });
  const answer = await listDeals(world, `Bearer ${token}`);
  expect([answer.status, answer.body.trim()]).toEqual([401, '{"error":"Invalid token issuer"}']);
});

for (const variant of ['HS384', 'HS512'] as const) {
  test(`a token signed with ${variant} is accepted like any HMAC variant`, async ({ world }) => {
    const token = mintToken(world.jwtSecret, { user_id: randomUUID(), dealership_id: randomUUID() }, variant);
    expect((await listDeals(world, `Bearer ${token}`)).status).toBe(200);
  });
}

test('access and refresh tokens carry exactly the documented claims', async ({ world }) => {
  const { userId, email, dealershipId, accessToken, refreshToken } = await world.newMember();
  const access = claimsOf(accessToken);
  expect(access).toEqual({
    iss: 'autolytiq',
    sub: userId,
    iat: expect.any(Number),
    exp: Number(access.iat) + 900,
    user_id: userId,
    email,
    role: 'SALESPERSON',
    dealership_id: dealershipId,
  });
  const refresh = claimsOf(refreshToken);
  const sevenDaysSeconds = 7 * 24 * 3600;
  expect(refresh).toEqual({
    iss: 'autolytiq',
    sub: userId,
    iat: expect.any(Number),
    exp: Number(refresh.iat) + sevenDaysSeconds,
    user_id: userId,
  });
});

test('a refresh token used as bearer names no dealership and is refused', async ({ world }) => {
  const { refreshToken } = await world.newMember();
  const answer = await listDeals(world, `Bearer ${refreshToken}`);
  expect([answer.status, answer.body.trim()]).toEqual([400, '{"error":"Missing dealership context"}']);
  expect(check.answer('deals.list', answer)).toEqual([]);
});
