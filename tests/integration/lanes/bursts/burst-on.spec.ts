import { mkdirSync } from 'node:fs';
import { burstOn } from '../../../../lanes/bursts/burst-on.ts';
import { colleaguesFor } from '../../../../lanes/bursts/colleagues.ts';
import { Allowance } from '../../../../src/record/allowance.ts';
import { loadTables } from '../../../../src/record/load-tables.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import { RunFolder } from '../../../../src/record/run-folder.ts';
import { operationById } from '../../../../src/target/catalogue.ts';
import { Connection } from '../../../../src/target/http/connection.ts';
import { RequestBudget } from '../../../../src/target/request-budget.ts';
import { Session } from '../../../../src/target/session/session.ts';
import { FakeSignIn, testAccount } from '../../../made/fake-sign-in.ts';
import { expect, json, test } from '../../../made/small-server.ts';

const rateLimits = {
  enabled: true,
  perUserPerMinute: 1000,
  perDealershipPerMinute: 5000,
  perAddressPerMinute: 100,
};

test('BURST_ACCOUNTS has the test user and its colleagues send a burst in turn, each within its own limit', async ({
  serve,
}) => {
  const signIn = new FakeSignIn();
  const senders: (string | undefined)[] = [];
  const { origin } = await serve(async (request, response) => {
    if (await signIn.answer(request, response)) return;
    if (request.url?.startsWith('/api/v1/deals') === true) senders.push(request.headers.authorization);
    json(response, 200, []);
  });
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  const target = { baseUrl: origin, tlsVerify: true, account: testAccount };
  const [operation, create] = [operationById('deals.list'), operationById('deals.create')];
  const offered = (path: string) => ({ kind: 'offered', path }) as const;
  const run = {
    folder,
    target,
    settings: { burstAccounts: 5, burstDurationMs: 1_000 },
    thresholds: loadTables(),
    plan: {
      rateLimits,
      runTag: 'tabcd1',
      offers: { [operation.id]: offered(operation.path) },
      dealerships: { bursts: 'd-bursts', accounts: 'd-home' },
    },
    budget: new RequestBudget(rateLimits, folder.file('budget.jsonl')),
    allowance: new Allowance(undefined, folder),
    clock: { stopReason: () => undefined },
    end: new AbortController(),
  } as unknown as RunContext;
  const session = await Session.signIn(testAccount, new Connection(origin, { tlsVerify: true }));
  if (session === undefined) throw new Error('the fake target signs its account in');
  expect(await colleaguesFor(run, create, false)).toEqual([]);
  const others = await colleaguesFor(run, operation, false);
  expect(others).toHaveLength(4);
  const burst = await burstOn(run, operation, session, { isInRound: false, others });
  expect(burst.outcomes).toEqual({ ok: 42 });
  const counts = Map.groupBy(senders, (sender) => sender);
  expect([...counts.values()].map(({ length }) => length).sort()).toEqual([8, 8, 8, 9, 9]);
  expect([...counts.keys()]).toContain(session.authorization);
});
