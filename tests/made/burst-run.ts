import { mkdirSync } from 'node:fs';
import { test } from '@playwright/test';
import { Allowance } from '../../src/record/allowance.ts';
import { loadTables } from '../../src/record/load-tables.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { RunFolder } from '../../src/record/run-folder.ts';
import { operations } from '../../src/target/catalogue.ts';
import { Connection } from '../../src/target/http/connection.ts';
import type { RateLimits } from '../../src/target/preflight/finding.ts';
import { RequestBudget } from '../../src/target/request-budget.ts';
import { Session } from '../../src/target/session/session.ts';
import { testAccount } from './fake-sign-in.ts';

/** The product's limits. */
export const rateLimits = {
  enabled: true,
  perUserPerMinute: 1000,
  perDealershipPerMinute: 5000,
  perAddressPerMinute: 100,
};

/** A run on a target with these rate limits, and the session of its test user. The folder of the run is the test's by default. */
export async function burstRun(
  origin: string,
  {
    rateLimits,
    settings,
    folder: path = test.info().outputPath('run'),
  }: { rateLimits: RateLimits; settings: object; folder?: string },
) {
  const folder = new RunFolder(path);
  mkdirSync(folder.path, { recursive: true });
  const target = { baseUrl: origin, tlsVerify: true, account: testAccount };
  const end = new AbortController();
  const run = {
    folder,
    target,
    settings,
    thresholds: loadTables(),
    plan: {
      rateLimits,
      runTag: 'tabcd1',
      offers: Object.fromEntries(operations.map(({ id, path }) => [id, { kind: 'offered', path }])),
      dealerships: { bursts: 'd-bursts', accounts: 'd-home' },
    },
    budget: new RequestBudget(rateLimits, folder.file('budget.jsonl')),
    allowance: new Allowance(undefined, folder),
    // To the lane, a run that was interrupted is stopped.
    clock: { stopReason: () => (end.signal.aborted ? 'interrupted' : undefined) },
    end,
    journal: { append: () => {} },
  } as unknown as RunContext;
  const session = await Session.signIn(testAccount, new Connection(origin, { tlsVerify: true }));
  if (session === undefined) throw new Error('the fake target signs its account in');
  return { run, session };
}
