import { expect, test } from '@playwright/test';
import { decodeOperations } from '../../../../src/measure/decoded-slice.ts';
import { sumOperation } from '../../../../src/measure/operation-figures.ts';
import { SocketTally } from '../../../../src/traffic/sockets/socket-tally.ts';

/** The figures of pings that a measurer with this delay saw end. */
function pings(ownDelayMs: number, end: (tally: SocketTally) => void) {
  const tally = new SocketTally(
    new Set(['messaging.ping']),
    () => {},
    undefined,
    () => ownDelayMs,
  );
  end(tally);
  return sumOperation(Object.values(decodeOperations(tally.takeSlice().measures)));
}

test('what is measured on sockets has a bound on the measurer’s own delay', () => {
  const { isBounded, successes, least } = pings(2_000, (tally) =>
    tally.end('messaging.ping', 'ok', { latencyUs: 2_010_000 }),
  );
  expect(isBounded).toBe(true);
  expect([successes.maxUs, least.maxUs]).toEqual([expect.closeTo(2_010_000, -4), expect.closeTo(10_000, -2)]);
});

test('a bound that was taken when the event arrived counts, and not that of a later moment', () => {
  const { least } = pings(2_000, (tally) =>
    tally.end('messaging.ping', 'ok', { latencyUs: 10_000, ownDelayUs: 1_000 }),
  );
  expect(least.maxUs).toBeCloseTo(9_000, -2);
});

test('a timeout after a pause of the measurer is a failure that it may have caused', () => {
  const timedOut = (tally: SocketTally) => tally.end('messaging.ping', 'timeout', { latencyUs: 10_000_000 });
  expect(pings(2_000, timedOut)).toMatchObject({ failed: 1, ownFailures: 1 });
  expect(pings(20, timedOut)).toMatchObject({ failed: 1, ownFailures: 0 });
});
