import { randomUUID } from 'node:crypto';
import { readContract } from './document/contract-document.ts';
import { contractCheck } from './document/response-check.ts';
import type { Answer, ContractRequest } from './world/http-exchange.ts';
import type { World } from './world/world.ts';
import { expect, test } from './world/world-fixture.ts';

const check = contractCheck(readContract());
const validateVin = { method: 'POST', path: '/api/v1/inventory/vehicles/validate-vin', json: { vin: 'x' } };
const remaining = (answer: Answer) => Number(answer.headers.get('x-ratelimit-remaining')?.[0]);
const address = () => ({
  'x-forwarded-for': `10.${[1, 2, 3].map(() => Math.floor(Math.random() * 256)).join('.')}`,
});
const badLogin = (headers: Record<string, string>): ContractRequest => ({
  method: 'POST',
  path: '/api/v1/auth/login',
  json: { email: 'nobody@example.com', password: 'Wrong123!' },
  headers,
  anonymous: true,
});
/** A signed-in stranger: the limits of nobody else are touched. */
const stranger = (world: World, dealershipId: string = randomUUID()) => ({
  authorization: `Bearer ${world.mint({ user_id: randomUUID(), dealership_id: dealershipId })}`,
});

test('without settings an address has 100 public calls a minute and a user 1000', async ({ world }) => {
  const origin = await world.another({});
  const openly = await world.send(badLogin(address()), origin);
  expect([openly.headers.get('x-ratelimit-limit'), remaining(openly)]).toEqual([['100'], 99]);
  const signedIn = await world.send({ ...validateVin, headers: stranger(world) }, origin);
  expect([signedIn.headers.get('x-ratelimit-limit'), remaining(signedIn)]).toEqual([['1000'], 999]);
});

test('of parallel requests exactly the limit gets through', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_USER: '20' });
  const headers = stranger(world);
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => world.send({ ...validateVin, headers }, origin)),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(40);
});

test('a refusal says which limit, and how long to wait', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_IP: '1' });
  const headers = address();
  await world.send(badLogin(headers), origin);
  const answer = await world.send(badLogin(headers), origin);
  expect(answer.status).toBe(429);
  const waitSeconds = Number(answer.headers.get('retry-after')?.[0]);
  expect(JSON.parse(answer.body)).toEqual({
    error: 'Rate limit exceeded',
    limit_type: 'ip',
    message: `Too many requests. Please retry after ${waitSeconds} seconds.`,
    retry_after: waitSeconds,
  });
  expect(waitSeconds).toBeGreaterThan(55);
  expect(waitSeconds).toBeLessThanOrEqual(61);
  expect(remaining(answer)).toBe(0);
});

test('each first entry of X-Forwarded-For has its own limit', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_IP: '1' });
  const login = async (forwarded: string) =>
    (await world.send(badLogin({ 'x-forwarded-for': forwarded }), origin)).status;
  const [first, second] = [address()['x-forwarded-for'], address()['x-forwarded-for']];
  expect(await login(`${first}, 192.0.2.1`)).toBe(401);
  expect(await login(`${second}, 192.0.2.1`)).toBe(401);
  expect(await login(first)).toBe(429);
});

test('an X-Forwarded-For that is not an address gives way to X-Real-IP', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_IP: '1' });
  const login = async (real: string) =>
    (await world.send(badLogin({ 'x-forwarded-for': 'somewhere', 'x-real-ip': real }), origin)).status;
  const real = address()['x-forwarded-for'];
  expect(await login(real)).toBe(401);
  expect(await login(address()['x-forwarded-for'])).toBe(401);
  expect(await login(real)).toBe(429);
});

test("the gateway's own refusals use up no quota, any answer of a service does", async ({ world }) => {
  const origin = await world.another({});
  const headers = stranger(world);
  const base = remaining(await world.send({ ...validateVin, headers }, origin));
  const free: ContractRequest[] = [
    { method: 'GET', path: '/api/v1/deals?limit=x', headers },
    { ...validateVin, headers: { ...headers, authorization: 'Bearer x' } },
    { method: 'POST', path: validateVin.path, raw: 'a', headers: { ...headers, 'content-type': 'text/csv' } },
    {
      method: 'POST',
      path: validateVin.path,
      raw: '{',
      headers: { ...headers, 'content-type': 'application/json' },
    },
  ];
  const statuses: number[] = [];
  for (const request of free) statuses.push((await world.send(request, origin)).status);
  expect(statuses).toEqual([400, 401, 415, 400]);
  const refusedByService = await world.send({ ...validateVin, json: {}, headers }, origin);
  expect([refusedByService.status, remaining(refusedByService)]).toEqual([400, base - 1]);
  const notFound = await world.send(
    { method: 'GET', path: `/api/v1/deals/${randomUUID()}`, headers },
    origin,
  );
  expect([notFound.status, remaining(notFound)]).toEqual([404, base - 2]);
});

test('the dealership tier refuses without rate headers, whoever asks', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_DEALERSHIP: '2' });
  const dealershipId = randomUUID();
  const ask = () => world.send({ ...validateVin, headers: stranger(world, dealershipId) }, origin);
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
  const answer = await ask();
  expect([answer.status, JSON.parse(answer.body).limit_type]).toEqual([429, 'dealership']);
  expect(answer.headers.has('x-ratelimit-limit')).toBe(false);
  expect(answer.headers.has('retry-after')).toBe(true);
  expect(check.answer('inventory.validateVin', answer)).toEqual([]);
});

test('a request refused by the user tier has used up one of the dealership', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_USER: '1', RATE_LIMIT_DEALERSHIP: '3' });
  const dealershipId = randomUUID();
  const greedy = stranger(world, dealershipId);
  const ask = async (headers: Record<string, string>) => {
    const answer = await world.send({ ...validateVin, headers }, origin);
    return answer.status === 429 ? JSON.parse(answer.body).limit_type : answer.status;
  };
  expect([await ask(greedy), await ask(greedy), await ask(greedy)]).toEqual([200, 'user', 'user']);
  expect(await ask(stranger(world, dealershipId))).toBe('dealership');
});

test('a token without a dealership counts against its address', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_IP: '1' });
  const { refreshToken } = await world.newMember();
  const headers = { ...address(), authorization: `Bearer ${refreshToken}` };
  const ask = async () =>
    (await world.send({ method: 'GET', path: '/api/v1/deals', headers }, origin)).status;
  expect([await ask(), await ask()]).toEqual([400, 429]);
});

test('probes, metrics, version and unknown routes are never limited', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_IP: '1', RATE_LIMIT_USER: '1' });
  for (const path of ['/health', '/ready', '/live', '/metrics', '/api/v1/version', '/nowhere']) {
    for (let time = 1; time <= 3; time++) {
      const answer = await world.send({ method: 'GET', path, anonymous: true }, origin);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.has('x-ratelimit-limit')).toBe(false);
    }
  }
});

test('a bypass path covers its sub-paths and nothing else', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_USER: '1', RATE_LIMIT_BYPASS_PATHS: '/api/v1/inventory' });
  const headers = stranger(world);
  for (let time = 1; time <= 3; time++) {
    expect((await world.send({ ...validateVin, headers }, origin)).status).toBe(200);
  }
  const list = { method: 'GET', path: `/api/v1/deals?dealership_id=${randomUUID()}`, headers };
  expect((await world.send(list, origin)).status).toBe(200);
  expect((await world.send(list, origin)).status).toBe(429);
});

test('switched off, the headers always show the whole limit', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_ENABLED: 'false', RATE_LIMIT_USER: '2' });
  const headers = stranger(world);
  for (let time = 1; time <= 4; time++) {
    const answer = await world.send({ ...validateVin, headers }, origin);
    expect([answer.status, answer.headers.get('x-ratelimit-limit'), remaining(answer)]).toEqual([
      200,
      ['2'],
      2,
    ]);
  }
});

test('the window slides: a slot is free again when its hit is older than the window', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_USER: '1', RATE_LIMIT_WINDOW_SECONDS: '1' });
  const headers = stranger(world);
  const ask = async () => (await world.send({ ...validateVin, headers }, origin)).status;
  expect([await ask(), await ask()]).toEqual([200, 429]);
  await expect.poll(ask, { intervals: [100], timeout: 3000 }).toBe(200);
});

test('with the store down the limits hold, counted by the gateway itself', async ({ world }) => {
  const origin = await world.another({ RATE_LIMIT_USER: '2', RATE_LIMIT_WINDOW_SECONDS: '61' });
  const headers = stranger(world);
  const ask = async () => (await world.send({ ...validateVin, headers }, origin)).status;
  expect(await ask()).toBe(200);
  await world.withStoreDown(async () => {
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
  });
});
