import { expect, test } from '@playwright/test';
import { isOwnDoing, refusalWords } from '../../../src/measure/refusals.ts';

test('a refusal names the status, the limit, and whose doing it is', () => {
  const refused = { count: 3, of: 1_200, limit: 'ip' };
  expect(refusalWords(refused)).toBe(
    "the target's rate limiter refused 3 of 1,200 requests (429, limit per address): the suite itself sent more than it lets through",
  );
  expect(refusalWords({ ...refused, limit: undefined })).toContain('(429, which limit it does not say)');
  expect(refusalWords({ ...refused, limit: 'user', announcedPerMinute: 1_000 })).toBe(
    "the target's rate limiter refused 3 of 1,200 requests (429, limit per user), although the suite stayed below the announced 1,000 a minute",
  );
});

test('refusals below an announced limit are not the doing of the suite', () => {
  const refused = { count: 3, of: 9, limit: 'user' };
  expect(isOwnDoing(refused)).toBe(true);
  expect(isOwnDoing({ ...refused, announcedPerMinute: 1_000 })).toBe(false);
  expect(isOwnDoing({ ...refused, count: 0 })).toBe(false);
});
