import { expect, test } from '@playwright/test';
import { listTests } from '../../../made/listed-tests.ts';

test('the titles of a run have the number of users that VUS asks for', () => {
  const { stdout, status } = listTests('load', { env: { VUS: '7' } });
  expect(status).toBe(0);
  expect(stdout).toContain('load › traffic of 7 virtual users');
  const numbers = [...stdout.matchAll(/at (\d+) users?$/gm)].map(([, users]) => Number(users));
  expect(numbers.length).toBeGreaterThanOrEqual(12);
  expect(Math.max(...numbers)).toBe(7);
});

test('one user is one user', () => {
  const { stdout } = listTests('smoke', { env: { VUS: '1' } });
  expect(stdout).toContain('smoke › traffic of 1 virtual user\n');
  expect(stdout).toMatch(/login, round 1 of 1, at 1 user$/m);
});
