import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestBudget } from '../../../../src/target/request-budget.ts';
import { signInAccounts } from '../../../../src/target/session/account-pool.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { expect, json, jsonOf, test } from '../../../made/small-server.ts';
import { targetAt } from '../../../made/test-target.ts';

/** The auth routes of a target that has these accounts, and notes who asked for what, such as `login 001`. */
function keeper(there: Set<string>, asked: string[], password = 'LoadTest123!') {
  return async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await jsonOf(request)) as { email: string; password: string };
    const route = request.url?.split('/').at(-1) ?? '';
    asked.push(`${route} ${/-vu-(\d+)@/.exec(body.email)?.[1]}`);
    if (route === 'register' && there.has(body.email)) return json(response, 409, { error: 'exists' });
    if (route === 'register') there.add(body.email);
    if (!there.has(body.email) || body.password !== password) return json(response, 401, { error: 'no' });
    const user = { id: body.email, email: body.email, dealership_id: 'd' };
    json(response, 200, { access_token: 'a', refresh_token: 'r', expires_in: 900, user });
  };
}

const emailOf = (number: number) => `loadtest-vu-${String(number).padStart(3, '0')}@example.com`;

test('on a target that has none of them, accounts are registered without asking for each of them first', async ({
  serve,
}) => {
  const [there, asked]: [Set<string>, string[]] = [new Set(), []];
  const server = await serve(keeper(there, asked));
  const pool = { target: targetAt(server.origin), dealershipId: () => 'd', onSignedIn: () => undefined };
  await signInAccounts({ ...pool, count: 30 });
  expect(there.size).toBe(30);
  expect(asked.filter((each) => each.startsWith('login')).length, 'the first four alone').toBe(4);
});

test('a target that was reset is told from one that keeps its accounts by the first of those that were noted', async ({
  serve,
}) => {
  const [there, asked]: [Set<string>, string[]] = [new Set(), []];
  const server = await serve(keeper(there, asked));
  const made: string[] = [];
  const sessions = await signInAccounts({
    target: targetAt(server.origin),
    dealershipId: () => 'd',
    isNoted: () => true,
    onSignedIn: () => undefined,
    onRegistered: ({ account }) => made.push(account.email),
    count: 20,
  });
  expect(made.toSorted()).toEqual(sessions.map(({ account }) => account.email));
  expect(asked.length).toBe(20 + 4);
});

test('an account that turns out to be there when it is to be registered is signed in', async ({ serve }) => {
  const there = new Set(Array.from({ length: 20 }, (_, index) => emailOf(index + 11)));
  const asked: string[] = [];
  const server = await serve(keeper(there, asked));
  const made: string[] = [];
  const sessions = await signInAccounts({
    target: targetAt(server.origin),
    dealershipId: () => 'd',
    onSignedIn: () => undefined,
    onRegistered: ({ account }) => made.push(account.email),
    count: 30,
  });
  expect(made.toSorted()).toEqual(Array.from({ length: 10 }, (_, index) => emailOf(index + 1)));
  expect(sessions.map(({ account }) => account.email)).toEqual(
    Array.from({ length: 30 }, (_, index) => emailOf(index + 1)),
  );
});

test('accounts with another password are one clear error, which does not show the password', async ({
  serve,
}) => {
  const there = new Set([1, 2, 3, 4, 5, 6].map(emailOf));
  const asked: string[] = [];
  const server = await serve(keeper(there, asked, 'Another123!'));
  const refused = await signInAccounts({
    target: targetAt(server.origin),
    dealershipId: () => 'd',
    onSignedIn: () => undefined,
    count: 6,
  }).catch(String);
  expect(refused).toMatch(/SIGN_IN_FAILED.*409: the account is there already, so the password is wrong/);
  expect(refused).not.toContain('LoadTest123!');
  expect(asked.filter((each) => each.startsWith('login')).length, 'nobody else is tried').toBeLessThanOrEqual(
    4,
  );
});

test('accounts are paced below the limit of the address, and a stop ends the waiting', async ({
  serve,
}, testInfo) => {
  const [there, asked]: [Set<string>, string[]] = [new Set(), []];
  const server = await serve(keeper(there, asked));
  const clock = new FakeClock();
  const budget = new RequestBudget(
    { enabled: true, perUserPerMinute: 1000, perDealershipPerMinute: 5000, perAddressPerMinute: 20 },
    testInfo.outputPath('budget.jsonl'),
    { clock },
  );
  const stop = new AbortController();
  const pool = { target: targetAt(server.origin), dealershipId: () => 'd', onSignedIn: () => undefined };
  const signingIn = signInAccounts({ ...pool, budget, signal: stop.signal, count: 100 });
  await expect.poll(() => asked.length, { intervals: [5], timeout: 30_000 }).toBe(18);
  await clock.advance(61_000, 1_000);
  expect(asked.length, 'nine tenths of the limit a minute').toBe(18);
  await clock.advance(3_000, 1_000);
  await expect.poll(() => asked.length, { intervals: [5], timeout: 30_000 }).toBe(36);
  stop.abort();
  const sessions = await signingIn;
  expect(sessions.length).toBeLessThanOrEqual(36);
  expect(sessions.map(({ account }) => account.email)).toEqual(
    sessions.map((_, index) => emailOf(index + 1)),
  );
});
