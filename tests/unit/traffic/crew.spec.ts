import { expect, test } from '@playwright/test';
import { OwnDelay } from '../../../src/measure/own-delay.ts';
import { operationById } from '../../../src/target/catalogue.ts';
import { poolAccount } from '../../../src/target/session/account-pool.ts';
import type { Account, Session } from '../../../src/target/session/session.ts';
import { Crew, type CrewOptions } from '../../../src/traffic/crew.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { testAccount } from '../../made/fake-sign-in.ts';
import { targetAt } from '../../made/test-target.ts';

const target = targetAt('http://127.0.0.1:9');
const VISITS = ['auth.login', 'auth.refresh'];

/** Of the operations of a visit, those that the visitor of a crew sends. */
async function visitsOf(...accounts: readonly Account[]): Promise<string[]> {
  const sessions = accounts.map((account) => ({ account, user: { id: 'u', dealershipId: 'd' } }));
  const offered = VISITS.map((id) => [id, { operation: operationById(id), path: '/' }] as const);
  const crew = new Crew({
    target: { ...target, account: testAccount },
    sessions: sessions as unknown as readonly Session[],
    dealershipId: 'd',
    runTag: 'LT',
    clock: new FakeClock(),
    ownDelay: new OwnDelay(0),
    parts: { offered: new Map(offered) } as unknown as CrewOptions['parts'],
    created: () => undefined,
  });
  const visitor = crew.makeVisitor();
  await visitor?.leave();
  return VISITS.filter((id) => visitor?.sends(id));
}

test('a visitor with an account of its own refreshes its token', async () => {
  const [one, other] = [poolAccount({ account: testAccount }, 0), poolAccount({ account: testAccount }, 1)];
  expect(await visitsOf(one, other)).toEqual(VISITS);
});

test("a visitor with the test user's account refreshes none: journeys sign in with it, too", async () => {
  expect(await visitsOf(testAccount, testAccount)).toEqual(['auth.login']);
});
