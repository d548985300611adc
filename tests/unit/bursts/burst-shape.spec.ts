import { expect, test } from '@playwright/test';
import { accountsFor, burstShape, mostRequests, requestsOf } from '../../../src/bursts/burst-shape.ts';
import { operationById } from '../../../src/target/catalogue.ts';
import type { RateLimits } from '../../../src/target/preflight/finding.ts';

const limits = (enabled: boolean): RateLimits => ({
  enabled,
  perUserPerMinute: 1000,
  perDealershipPerMinute: 5000,
  perAddressPerMinute: 100,
});

const onList = { p95Ms: 150 };

test('without limits a burst saturates, as long as the settings say', () => {
  const list = operationById('deals.list');
  expect(burstShape(list, limits(false), onList)).toEqual({ connections: 10, durationMs: 2000 });
  expect(burstShape(list, limits(false), { ...onList, durationMs: 45_000 })).toEqual({
    connections: 10,
    durationMs: 45_000,
  });
});

test('an operation that hashes passwords gets few connections', () => {
  expect(burstShape(operationById('auth.login'), limits(false), { p95Ms: 500 }).connections).toBe(2);
});

test("with limits a burst takes half of the user's, or of the address's on public routes", () => {
  const list = burstShape(operationById('deals.list'), limits(true), onList);
  expect(list.arrivalsPerSecond).toBeCloseTo(1000 / 60 / 2, 9);
  expect(requestsOf(list)).toBe(17);
  const login = burstShape(operationById('auth.login'), limits(true), { p95Ms: 500 });
  expect(login.arrivalsPerSecond).toBeCloseTo(100 / 60 / 2, 9);
  expect(requestsOf(login)).toBe(2);
});

test('a burst is not paced faster than its connections carry answers that take as long as they may', () => {
  const change = burstShape(operationById('auth.changePassword'), limits(true), { p95Ms: 1_200 });
  expect(change.arrivalsPerSecond).toBeCloseTo((2 / 1.2) * 0.5, 9);
  const high = { ...limits(true), perUserPerMinute: 60_000, perDealershipPerMinute: 60_000 };
  expect(burstShape(operationById('deals.list'), high, onList).arrivalsPerSecond).toBeCloseTo(
    10 / 0.15 / 2,
    9,
  );
});

test('a limit that one process cannot reach limits nothing', () => {
  const endless = { ...limits(true), perUserPerMinute: 1e9, perDealershipPerMinute: 1e9 };
  expect(burstShape(operationById('deals.list'), endless, onList)).not.toHaveProperty('arrivalsPerSecond');
});

test('what the limiter lets through unseen saturates, limits or not', () => {
  const shape = burstShape(operationById('gateway.health'), limits(true), { p95Ms: 50 });
  expect(shape).not.toHaveProperty('arrivalsPerSecond');
  expect(requestsOf(shape)).toBeUndefined();
});

test('a burst in a round is short, unless it is paced: that one needs its time', () => {
  const inRound = { ...onList, isInRound: true, durationMs: 45_000 };
  expect(burstShape(operationById('gateway.health'), limits(false), inRound).durationMs).toBe(1_000);
  expect(burstShape(operationById('deals.list'), limits(true), inRound).durationMs).toBe(2_000);
});

test('a burst that writes is bounded by count in a round, and anywhere beyond this machine', () => {
  const [create, list] = [operationById('deals.create'), operationById('deals.list')];
  expect(mostRequests(create, { isInRound: true, isRemote: false })).toBe(1000);
  expect(mostRequests(create, { isInRound: false, isRemote: true })).toBe(1000);
  expect(mostRequests(create, { isInRound: false, isRemote: false })).toBe(Number.POSITIVE_INFINITY);
  expect(mostRequests(list, { isInRound: true, isRemote: true })).toBe(Number.POSITIVE_INFINITY);
});

test('five accounts send what colleagues may do five times as fast, and the others as one', () => {
  const five = { ...onList, accounts: 5 };
  const list = burstShape(operationById('deals.list'), limits(true), five);
  expect(list.arrivalsPerSecond).toBeCloseTo((5 * 1000) / 60 / 2, 9);
  expect(requestsOf(list)).toBe(84);
  for (const id of ['deals.update', 'tax.calculate'])
    expect(accountsFor(operationById(id), limits(true), 5), id).toBe(5);
  for (const id of [
    'deals.create',
    'deals.delete',
    'messaging.listMessages',
    'auth.me',
    'auth.login',
    'gateway.health',
  ])
    expect(accountsFor(operationById(id), limits(true), 5), id).toBe(1);
});

test('accounts that are all within their limits stay below that of the dealership', () => {
  const list = operationById('deals.list');
  expect(accountsFor(list, limits(true), 50)).toBe(5);
  expect(accountsFor(list, { ...limits(true), perDealershipPerMinute: 1000 }, 50)).toBe(1);
  expect(accountsFor(list, { ...limits(true), perDealershipPerMinute: 900 }, 50)).toBe(1);
  expect(accountsFor(list, limits(false), 5)).toBe(1);
  expect(accountsFor(list, limits(true))).toBe(1);
});
