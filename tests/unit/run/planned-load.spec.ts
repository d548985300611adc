import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { checkBudgets } from '../../../src/run/planned-load.ts';
import { budgetsOf } from '../../../src/target/environments/budgets.ts';
import { withoutWrites } from '../../../src/target/without-writes.ts';
import { planned } from '../../made/planned-load.ts';
import { targetAt } from '../../made/test-target.ts';

const tables = loadTables();
const remote = targetAt('https://desk.test');

test('a smoke of ten users plans some 1,500 requests, and bursts that write are bounded by count', () => {
  const smoke = planned('smoke');
  expect(smoke.trafficRequests).toBeGreaterThan(1_400);
  expect(smoke.trafficRequests).toBeLessThan(1_600);
  expect(smoke.trafficWrites).toBeGreaterThan(500);
  expect(smoke.trafficWrites).toBeLessThan(900);
  expect(smoke.writingBursts).toEqual([1_001]);
  expect(planned('smoke', { isRemote: false }).writingBursts).toEqual([1_001]);
});

test('the modest budget beyond this machine covers a smoke, and no load', () => {
  const modest = budgetsOf(remote, { requestBudget: undefined, writeBudget: undefined });
  expect(modest).toEqual({ requests: 20_000, writes: 2_000 });
  expect(checkBudgets(planned('smoke'), modest)).toMatchObject({
    check: 'budget',
    kind: 'fine',
    found: expect.stringMatching(
      /^planned: about 1,\d+ requests of the traffic, \d+ of them writes and 1 burst that writes, at most 1,001 requests in all with what prepares it; the budget is 2,000 writes of 20,000 requests$/,
    ),
  });
  expect(() => checkBudgets(planned('load'), modest)).toThrow(
    /^\[BUDGET_TOO_SMALL\] checked: what the run .*--write-budget/,
  );
});

test('the modest budget covers no smoke in segments: they share it equally, and the first one sends the whole burst', () => {
  const budget = (index: number) =>
    budgetsOf(remote, { requestBudget: undefined, writeBudget: undefined, segment: { index, of: 2 } });
  const part = (index: number) => planned('smoke', { segment: { index, of: 2 } });
  expect(part(1).writingBursts).toEqual(planned('smoke').writingBursts);
  expect(() => checkBudgets(part(1), budget(1))).toThrow(/^\[BUDGET_TOO_SMALL\] .*--write-budget/);
  expect(checkBudgets(part(2), budget(2)).kind).toBe('fine');
});

test('the budgets of staging cover each scenario of the guide', () => {
  const staging = { requests: 1_500_000, writes: 800_000 };
  for (const scenario of Object.keys(tables.scenarios)) checkBudgets(planned(scenario), staging);
  checkBudgets(planned('baseline'), staging);
});

test('a run that only reads plans no writes', () => {
  const smoke = planned('smoke', { target: withoutWrites(remote) });
  expect(smoke.trafficWrites).toBe(0);
  expect(smoke.writingBursts).toEqual([]);
  expect(smoke.preparingWrites).toBe(0);
});

test('what bursts that read need is planned, said, and part of what the budgets have to cover', () => {
  const there = planned('baseline');
  // deals.get needs a deal, which needs a customer.
  expect(there.preparingWrites).toBeGreaterThan(2);
  const writes = there.writingBursts.reduce((sum, each) => sum + each, 0) + there.preparingWrites;
  const enough = { requests: 1_000_000, writes };
  expect(checkBudgets(there, enough).found).toContain(
    `${there.preparingWrites} writes to prepare bursts that read; the budget is `,
  );
  expect(() => checkBudgets(there, { ...enough, writes: writes - 1 })).toThrow('[BUDGET_TOO_SMALL]');
});

test('bursts of the baseline are bounded by count beyond this machine only', () => {
  const here = planned('baseline', { isRemote: false });
  expect([here.writingBursts.length, here.boundlessBursts > 15]).toEqual([0, true]);
  expect(checkBudgets(here, undefined).found).toMatch(
    /\d+ bursts that write as much as the target takes and \d+ writes to prepare bursts that read; no budget on this machine$/,
  );
  const there = planned('baseline');
  expect(there.boundlessBursts).toBe(0);
  expect(Math.max(...there.writingBursts)).toBeLessThan(2_010);
});

test('a setting wins over the file, which wins over the default; on this machine there is none', () => {
  const none = { requestBudget: undefined, writeBudget: undefined };
  const own = targetAt('http://localhost:8080');
  expect(budgetsOf(own, none)).toBeUndefined();
  expect(budgetsOf(own, { ...none, writeBudget: 5 })).toEqual({ requests: 1_000_000_000, writes: 5 });
  const file = { ...remote, budgets: { requests: 100, writes: 10 } };
  expect(budgetsOf(file, none)).toEqual({ requests: 100, writes: 10 });
  expect(budgetsOf(file, { requestBudget: 7, writeBudget: undefined })).toEqual({ requests: 7, writes: 7 });
});

test('sign-ins are requests, and registrations are writes as well', () => {
  const smoke = planned('smoke');
  const signIns = { accounts: 11, unknown: 8 };
  expect(checkBudgets({ ...smoke, signIns }, undefined).found).toContain(
    ' and 11 sign-ins with at most 8 registrations; no budget',
  );
  const budget = { requests: 100_000, writes: smoke.trafficWrites + 1_001 + 8 };
  expect(checkBudgets({ ...smoke, signIns }, budget).kind).toBe('fine');
  expect(() => checkBudgets({ ...smoke, signIns }, { ...budget, writes: budget.writes - 1 })).toThrow(
    /^\[BUDGET_TOO_SMALL\] .*--accounts/,
  );
  const known = { accounts: 11, unknown: 0 };
  expect(checkBudgets({ ...smoke, signIns: known }, undefined).found).toContain(
    ' and 11 sign-ins; no budget',
  );
});

test('audits send no bursts, although their lanes have the names of services, too', () => {
  const { found } = checkBudgets(planned('lighthouse'), undefined);
  expect(found).toContain('no traffic and no burst that writes');
});
