import { type BrowserContext, expect, test } from '@playwright/test';
import { VisitBudget } from '../../../../lanes/journeys/visit-budget.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import { RequestBudget } from '../../../../src/target/request-budget.ts';
import { FakeClock } from '../../../made/fake-clock.ts';

const ON = { enabled: true, perUserPerMinute: 100, perDealershipPerMinute: 500, perAddressPerMinute: 20 };

/** A round's budget, and a page whose requests are sent by calling `send`. */
function roundOf(journey: string, rateLimits: RunContext['plan']['rateLimits'] = ON) {
  const clock = new FakeClock();
  const budget = new RequestBudget(rateLimits, test.info().outputPath('budget.jsonl'), { clock });
  const run = { budget, plan: { rateLimits }, end: new AbortController() } as unknown as RunContext;
  const visits = new VisitBudget(run, journey);
  const listeners: ((request: { url(): string }) => void)[] = [];
  visits.watch({
    on: (_event: string, listener: never) => listeners.push(listener),
  } as unknown as BrowserContext);
  const send = (...paths: string[]) => {
    for (const path of paths)
      for (const listener of listeners) listener({ url: () => `http://desk.test${path}` });
  };
  return { clock, budget, visits, send, isWatched: listeners.length > 0 };
}

const SIGN_IN = ['/login', '/assets/app.js', '/api/v1/v1/auth/login', '/api/v1/auth/me', '/api/v1/deals'];

test('what the pages send counts as it is sent: what was reserved once, and the rest in addition', async () => {
  const { budget, visits, send } = roundOf('login');
  await visits.reserve(1, 5_000);
  visits.begin();
  send(...SIGN_IN);
  visits.end();
  // Of 18 usable for the address one was reserved for the first visit, which sent no more.
  expect(budget.takeNow({ ip: 17 })).toBe(true);
  expect(budget.takeNow({ ip: 1 })).toBe(false);
  // Of 90 for the user twelve.
  expect(budget.takeNow({ 'user+dealership': 78 })).toBe(true);
  send('/api/v1/auth/login');
  expect(budget.takeNow({ 'user+dealership': 1 })).toBe(false);
});

test('a round expects of its visits what the one that sent most has sent', async () => {
  const first = roundOf('learns');
  for (const extra of [[], ['/api/v1/tax/calculate'], []]) {
    first.visits.begin();
    first.send(...SIGN_IN, ...extra);
    first.visits.end();
  }
  // Three sign-ins are counted, and 3 + 2 + 2 requests as the user.
  const { budget, visits } = first;
  await visits.reserve(3, 5_000);
  expect(budget.takeNow({ ip: 12 })).toBe(true);
  expect(budget.takeNow({ ip: 1 })).toBe(false);
  expect(budget.takeNow({ 'user+dealership': 90 - 7 - 9 })).toBe(true);
  expect(budget.takeNow({ 'user+dealership': 1 })).toBe(false);
});

test('one more visit is made when all that it needs is free, or was left over by the ones before', async () => {
  const { budget, visits, send } = roundOf('goes-on');
  visits.begin();
  send(...SIGN_IN);
  visits.end();
  await visits.reserve(1, 5_000);
  budget.note('ip', 16);
  expect(visits.hasRoomForOneMore(), 'what was reserved').toBe(true);
  send(...SIGN_IN);
  expect(visits.hasRoomForOneMore(), 'one more sign-in would be the nineteenth').toBe(false);
});

test('where the target has no limits nothing is watched, and nothing waits', async () => {
  const { clock, visits, isWatched } = roundOf('free', { ...ON, enabled: false });
  await visits.reserve(1_000, 5_000);
  expect(visits.hasRoomForOneMore()).toBe(true);
  expect([isWatched, clock.nowMs()]).toEqual([false, 0]);
});
