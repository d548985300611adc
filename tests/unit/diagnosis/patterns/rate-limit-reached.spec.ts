import { expect, test } from '@playwright/test';
import { rateLimitReached } from '../../../../src/diagnosis/patterns/rate-limit-reached.ts';
import { madeInput } from '../../../made/made-traffic.ts';

test('requests refused with 429 are a rate limit that was reached', () => {
  const [found] = rateLimitReached(
    madeInput({
      failure: ({ operation, at }) => (operation === 'auth.login' && at > 30 ? 'rate_limited' : undefined),
    }),
  );
  expect(found).toMatchObject({ kind: 'rate limit reached', subject: 'auth.login', fromMs: 30_000 });
  expect(found?.figures[1]?.value).toBeGreaterThan(4);
});

test('a few refusals and other errors are none', () => {
  let refused = 0;
  const few = madeInput({ failure: () => (refused++ < 3 ? 'rate_limited' : undefined) });
  const failing = madeInput({ failure: () => 'client_error' });
  for (const input of [few, failing, madeInput()]) expect(rateLimitReached(input)).toEqual([]);
});
