import { expect, test } from '@playwright/test';
import type { LimitUnderOverload, OverloadRecord } from '../../../src/record/overload-record.ts';
import { measuredUsers } from '../../../src/view/measured-users.ts';

const level = (kind: 'normal' | 'overload' | 'recovering', from: number, to: number) => ({
  kind,
  from,
  to,
  elapsedMs: 60_000,
  aloneMs: 60_000,
  requests: 1000,
});

function limit(
  id: string,
  kinds: readonly LimitUnderOverload['levels'][number]['kind'][],
): LimitUnderOverload {
  const brokeAt = kinds.indexOf('fail');
  return {
    subject: { kind: 'operation', id },
    statistic: 'p95',
    column: 'baseline',
    limit: 200,
    unit: 'ms',
    direction: 'below',
    levels: kinds.map((kind) => ({ kind })),
    ...(brokeAt >= 0 && { brokeAt }),
  };
}

const overload: OverloadRecord = {
  above: 100,
  unit: 'users',
  levels: [
    level('normal', 0, 100),
    level('overload', 100, 200),
    level('overload', 200, 300),
    level('recovering', 300, 0),
  ],
  limits: [
    limit('deals.list', ['pass', 'pass', 'fail', 'pass']),
    limit('deals.get', ['pass', 'inconclusive', 'inconclusive', 'pass']),
    limit('tax.calculate', ['pass', 'pass', 'pass', 'pass']),
    limit('auth.login', ['fail', 'fail', 'fail', 'pass']),
    limit('customers.list', ['pass', 'inconclusive', 'fail', 'inconclusive']),
    limit('inventory.list', ['inconclusive', 'inconclusive', 'inconclusive', 'pass']),
  ],
};

test('a service carried the highest level below the first one that broke a limit of it', () => {
  expect(measuredUsers({ overload, reasons: [] }, 1)?.get('deals')).toEqual({
    usersPerInstance: 200,
    isAtLeast: false,
  });
});

test('a level in between that is not decided does not count as held', () => {
  expect(measuredUsers({ overload, reasons: [] }, 1)?.get('customers')).toEqual({
    usersPerInstance: 100,
    isAtLeast: false,
  });
});

test('a service that broke nothing carries at least the highest level, and the recovery is none', () => {
  expect(measuredUsers({ overload, reasons: [] }, 1)?.get('tax')).toEqual({
    usersPerInstance: 300,
    isAtLeast: true,
  });
});

test('a service that held nothing for certain has no figure', () => {
  expect([...(measuredUsers({ overload, reasons: [] }, 1)?.keys() ?? [])]).toEqual([
    'deals',
    'tax',
    'customers',
  ]);
});

test('users are shared by the instances that the run had', () => {
  expect(measuredUsers({ overload, reasons: [] }, 3)?.get('deals')).toMatchObject({ usersPerInstance: 66 });
});

test('a rate counts as the users who send it', () => {
  // 140 requests a minute and user: 233 per second are 100 users.
  const rate = { ...overload, unit: 'per second', levels: [level('normal', 0, 233.4)] } as const;
  expect(measuredUsers({ overload: rate, reasons: [] }, 1)?.get('deals')).toMatchObject({
    usersPerInstance: 100,
  });
});

test('a run without overload shows no capacity', () => {
  expect(measuredUsers({ reasons: [] }, 1)).toBeUndefined();
});

test('a found capacity counts for every service that is asked for, as at least that many users', () => {
  const capacity = { kind: 'found', unit: 'users', most: 500, level: 150, windows: [] } as const;
  expect(measuredUsers({ capacity, reasons: [] }, 2, ['deals', 'tax'])).toEqual(
    new Map([
      ['deals', { usersPerInstance: 75, isAtLeast: true }],
      ['tax', { usersPerInstance: 75, isAtLeast: true }],
    ]),
  );
});

test('a search that the generator limited shows no capacity', () => {
  const capacity = { kind: 'generator', unit: 'users', most: 500, level: 150, windows: [] } as const;
  expect(measuredUsers({ capacity, reasons: [] }, 1, ['deals'])).toBeUndefined();
});

test('a run whose figures cannot be trusted shows no capacity', () => {
  const reasons = [{ kind: 'invalid', text: 'the clock was set' }] as const;
  const capacity = { kind: 'found', unit: 'users', most: 500, level: 150, windows: [] } as const;
  expect(measuredUsers({ capacity, reasons }, 1, ['deals'])).toBeUndefined();
  expect(measuredUsers({ overload, reasons }, 1)).toBeUndefined();
});
