import { expect, test } from '@playwright/test';
import { ReconnectBackOff } from '../../../../src/traffic/sockets/reconnect-back-off.ts';

const waits = (backOff: ReconnectBackOff, count: number) =>
  Array.from({ length: count }, () => backOff.next());

test('the wait begins at a second and doubles to thirty', () => {
  expect(waits(new ReconnectBackOff(() => 0.5), 8)).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
  ]);
});

test('waits are spread by half to either side, so that no two clients come back together', () => {
  expect(waits(new ReconnectBackOff(() => 0), 2)).toEqual([500, 1000]);
  expect(waits(new ReconnectBackOff(() => 0.999_999), 2).map(Math.round)).toEqual([1500, 3000]);
});

test('only a socket that stayed open for long makes the waits begin anew', () => {
  const backOff = new ReconnectBackOff(() => 0.5);
  waits(backOff, 3);
  backOff.wasOpen(9_999);
  expect(backOff.next()).toBe(8000);
  backOff.wasOpen(10_000);
  expect(backOff.next()).toBe(1000);
});
