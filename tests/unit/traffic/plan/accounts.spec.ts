import { expect, test } from '@playwright/test';
import { accountsOf, firstAccountOf } from '../../../../src/traffic/plan/accounts.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';

const scenario = { stages: [{ durationSeconds: 60, targetVus: 1_000 }], rounds: [] };

test('each user has an account up to 50 of them, or up to as many as ACCOUNTS says', () => {
  expect(accountsOf(planScenario(scenario, [], { vus: 10 }), undefined)).toBe(10);
  expect(accountsOf(planScenario(scenario, [], {}), undefined)).toBe(50);
  expect(accountsOf(planScenario(scenario, [], {}), 700)).toBe(700);
  expect(accountsOf(planScenario(scenario, [], { vus: 10 }), 700)).toBe(10);
  expect(accountsOf(planScenario(scenario, [], { vus: 10, ratePerSecond: 5, maxVus: 80 }), 700)).toBe(80);
});

test('segments share ACCOUNTS, and no two of them have an account in common', () => {
  for (const wanted of [undefined, 3, 10, 700, 701]) {
    const of = 4;
    const numbers = [1, 2, 3, 4].flatMap((index) => {
      const segment = { index, of };
      const count = accountsOf(planScenario(scenario, [], { segment }), wanted) + 1;
      return Array.from({ length: count }, (_, number) => firstAccountOf(segment, wanted) + number);
    });
    expect(new Set(numbers).size, `ACCOUNTS=${wanted}`).toBe(numbers.length);
    if (wanted !== undefined && wanted >= of) expect(numbers.length).toBe(wanted + of);
  }
  expect(firstAccountOf(undefined, 700)).toBe(0);
});
