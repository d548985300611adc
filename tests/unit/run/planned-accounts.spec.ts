import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { accountPoolPath, noteAccounts } from '../../../src/record/account-pool-file.ts';
import { longestSignInMs, plannedAccounts, type RunToSignIn } from '../../../src/run/planned-accounts.ts';
import type { RateLimits } from '../../../src/target/preflight/finding.ts';
import { withoutWrites } from '../../../src/target/without-writes.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';
import { targetAt } from '../../made/test-target.ts';

const target = targetAt('https://desk.test');
const limits: RateLimits = {
  enabled: true,
  perUserPerMinute: 1_000_000,
  perDealershipPerMinute: 1_000_000,
  perAddressPerMinute: 100,
};
const unlimited: RateLimits = { ...limits, enabled: false };
const load = planScenario({ stages: [{ durationSeconds: 60, targetVus: 2_000 }], rounds: [] }, [], {});

function planned(accounts: number | undefined, changed: Partial<RunToSignIn> = {}) {
  const outputFolder = test.info().outputPath('reports');
  const common = { plan: load, lanes: ['traffic'], rateLimits: limits, sandbox: false, processes: 1, target };
  return plannedAccounts({ ...common, settings: { accounts, outputFolder }, ...changed });
}

test('what earlier runs have noted is not going to be registered', async () => {
  const noted = [1, 2, 3].map((number) => ({
    email: `loadtest-vu-00${number}@example.com`,
    userId: 'u',
    dealershipId: 'd',
  }));
  await noteAccounts(test.info().outputPath('reports'), target.baseUrl, noted, new Map());
  expect(planned(undefined)).toEqual({
    ofUsers: 50,
    signIns: { accounts: 51, unknown: 48 },
    findings: [
      {
        check: 'accounts',
        kind: 'fine',
        found:
          '51 accounts for the users: 3 noted by earlier runs, 48 to be registered unless the target has them',
      },
    ],
  });
});

test('many accounts say what they cost the target, and how long they take below its limit', () => {
  expect(planned(899)?.findings[0]?.found).toBe(
    '900 accounts for the users: 0 noted by earlier runs, 900 to be registered unless the target has them; ' +
      "each costs the target a password hash, about 0.2 s of a core, 3 min in all; signing in takes up to 20 min below the target's limit of 100 a minute and address",
  );
  expect(planned(899, { rateLimits: unlimited })?.findings[0]?.found).not.toContain('signing in takes');
});

test('a damaged file of accounts is a warning that says what becomes of it', async () => {
  const folder = test.info().outputPath('reports');
  await noteAccounts(folder, target.baseUrl, [], new Map());
  writeFileSync(accountPoolPath(folder), 'broken');
  const [finding] = planned(undefined)?.findings ?? [];
  expect(finding?.kind).toBe('warning');
  expect(finding?.wayOut).toMatch(
    /account-pool\.json cannot be read \(.*JSON.*\), so each account is tried, and/,
  );
});

test('the file says nothing of a target that the run starts itself', async () => {
  const noted = [{ email: 'loadtest-vu-001@example.com', userId: 'u', dealershipId: 'd' }];
  await noteAccounts(test.info().outputPath('reports'), target.baseUrl, noted, new Map());
  expect(planned(undefined, { sandbox: true })?.signIns).toEqual({ accounts: 51, unknown: 51 });
});

test('a run that only reads registers nobody, and one without traffic signs nobody in', () => {
  expect(planned(undefined, { target: withoutWrites(target) })).toMatchObject({
    signIns: { accounts: 51, unknown: 0 },
    findings: [],
  });
  expect(planned(undefined, { lanes: ['login'] })).toBeUndefined();
  expect(planned(undefined, { plan: undefined })).toBeUndefined();
});

test('tests get the time that many sign-ins take, and no more than before where they are few', () => {
  expect(longestSignInMs(load, undefined, limits)).toBe(0);
  expect(longestSignInMs(load, 1_000, unlimited)).toBe(2_000_000);
  // Each may take two requests, 90 of them a minute.
  expect(longestSignInMs(load, 1_000, limits)).toBeGreaterThan(2_000_000 + (2 * 1_000 * 60_000) / 90);
});

test('processes of one machine have accounts of their own', () => {
  expect(planned(undefined, { processes: 4 })).toMatchObject({ ofUsers: 200, signIns: { accounts: 204 } });
  expect(planned(999, { processes: 4 })).toMatchObject({ ofUsers: 999, signIns: { accounts: 1_003 } });
});
