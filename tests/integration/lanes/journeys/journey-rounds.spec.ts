import { expect, test } from '@playwright/test';
import { listTests } from '../../../made/listed-tests.ts';

test('the titles of a run have the number of users that VUS asks for, and one user is one user', () => {
  const { stdout, status } = listTests('load', { env: { VUS: '1' } });
  expect(status).toBe(0);
  expect(stdout).toContain('load › traffic of 1 virtual user\n');
  const numbers = [...stdout.matchAll(/at (\d+) user$/gm)].map(([, users]) => Number(users));
  expect(numbers.length).toBeGreaterThanOrEqual(12);
  expect(new Set(numbers)).toEqual(new Set([1]));
});
