import { expect, test } from '@playwright/test';
import { burstShape } from '../../../src/bursts/burst-shape.ts';
import { operationById } from '../../../src/target/catalogue.ts';
import type { RateLimits } from '../../../src/target/preflight/finding.ts';

const limits = (enabled: boolean): RateLimits => ({
  enabled,
  perUserPerMinute: 1000,
  perDealershipPerMinute: 5000,
  perAddressPerMinute: 100,
});

test('without limits a burst saturates', () => {
  expect(burstShape(operationById('deals.list'), limits(false))).toEqual({
    connections: 10,
    durationMs: 2000,
  });
});

test('an operation that hashes passwords gets few connections', () => {
  expect(burstShape(operationById('auth.login'), limits(false)).connections).toBe(2);
});

test("with limits a burst takes half of the user's, or of the address's on public routes", () => {
  expect(burstShape(operationById('deals.list'), limits(true)).arrivalsPerSecond).toBeCloseTo(
    1000 / 60 / 2,
    9,
  );
  expect(burstShape(operationById('auth.login'), limits(true)).arrivalsPerSecond).toBeCloseTo(
    100 / 60 / 2,
    9,
  );
});

test('what the limiter lets through unseen saturates, limits or not', () => {
  expect(burstShape(operationById('gateway.health'), limits(true))).not.toHaveProperty('arrivalsPerSecond');
});

test('a burst in a round is short, unless it is paced: that one needs its time', () => {
  const inRound = { isInRound: true };
  expect(burstShape(operationById('gateway.health'), limits(false), inRound).durationMs).toBe(1_000);
  expect(burstShape(operationById('deals.list'), limits(true), inRound).durationMs).toBe(2_000);
});
