import { expect, test } from '@playwright/test';
import { steadyErrors } from '../../../../src/diagnosis/patterns/steady-errors.ts';
import type { Outage } from '../../../../src/measure/outages.ts';
import { madeInput } from '../../../made/made-traffic.ts';

test('errors from beginning to end are found, with their operation and the cause of their kind', () => {
  const [found] = steadyErrors(
    madeInput({
      failure: ({ operation, chance }) =>
        operation === 'deals.get' && chance < 0.3 ? 'wrong_body' : undefined,
    }),
  );
  expect(found).toMatchObject({ kind: 'steady errors', subject: 'deals.get' });
  expect(found?.evidence[0]).toContain('wrong replies');
  expect(found?.likelyCause).toContain('status 200');
});

test('errors that climb, that come in bursts, that are few, of a rate limit, or of refused tokens have other patterns', () => {
  const climbing = madeInput({ failure: ({ at, chance }) => (chance < at / 200 ? 'timeout' : undefined) });
  const burst = madeInput({ failure: ({ at }) => (at > 30 && at < 33 ? 'timeout' : undefined) });
  const few = madeInput({ failure: ({ chance }) => (chance < 0.0005 ? 'timeout' : undefined) });
  const limited = madeInput({ failure: ({ chance }) => (chance < 0.2 ? 'rate_limited' : undefined) });
  const refused = madeInput({ failure: ({ chance }) => (chance < 0.2 ? '401' : undefined) });
  for (const input of [climbing, burst, few, limited, refused, madeInput()])
    expect(steadyErrors(input)).toEqual([]);
});

test('a target that fails every request has steady errors', () => {
  expect(steadyErrors(madeInput({ failure: () => 'server_error' }))[0]?.figures[0]?.value).toBe(100);
});

test('their kinds and their cause are not those of an outage in the middle, which is a pattern of its own', () => {
  const counts = { sent: 40, lost: 40, lostBy: { refused: 40 } };
  const outage = { service: 'deals', fromMs: 20_000, toMs: 30_000, ...counts } as unknown as Outage;
  const input = madeInput(
    {
      failure: ({ operation, at, chance }) => {
        if (operation.startsWith('deals.') && at >= 20 && at < 30) return 'refused';
        return operation === 'customers.list' && chance < 0.2 ? 'server_error' : undefined;
      },
    },
    { outages: [outage] },
  );
  const [found] = steadyErrors(input);
  expect(found?.evidence[0]).toContain('server errors (5xx)');
  expect(found?.evidence[0]).not.toContain('refused');
  expect(found).toMatchObject({ subject: 'customers.list' });
});
