import { expect, test } from '@playwright/test';
import { Allowance } from '../../../src/record/allowance.ts';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';

test('traffic and bursts of several processes share the budgets of a run', () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  const budgets = { requests: 100, writes: 30 };
  const [one, other] = [new Allowance(budgets, folder), new Allowance(budgets, folder)];
  expect(one.left()).toEqual(budgets);
  folder.write(RUN_FILES.progress, { spent: { requests: 40, writes: 10 } });
  one.note({ requests: 15, writes: 15 });
  expect(other.left()).toEqual({ requests: 45, writes: 5 });
  expect(other.usedUp()).toBeUndefined();
  other.note({ requests: 6, writes: 6 });
  expect(one.usedUp()).toBe('its budget of 30 writes is used up (--write-budget)');
});

test('a run without budgets has no end of them', () => {
  const allowance = new Allowance(undefined, new RunFolder(test.info().outputPath('run')));
  allowance.note({ requests: 1e9, writes: 1e9 });
  expect(allowance.left().writes).toBe(Number.POSITIVE_INFINITY);
  expect(allowance.usedUp()).toBeUndefined();
});
