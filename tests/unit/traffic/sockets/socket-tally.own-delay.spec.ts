import { expect, test } from '@playwright/test';
import { decodeOperations } from '../../../../src/measure/decoded-slice.ts';
import { sumOperation } from '../../../../src/measure/operation-figures.ts';
import { RoundTrips } from '../../../../src/traffic/sockets/round-trips.ts';
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

test('what writing took counts next to what reading took', () => {
  const { least } = pings(2, (tally) =>
    tally.end('messaging.ping', 'ok', { latencyUs: 20_000, sendDelayUs: 5_000 }),
  );
  expect(least.maxUs).toBeCloseTo(13_000, -2);
});

test('a PING that was written slowly has that in its bound', () => {
  const { least } = pings(0, (tally) => {
    const timesMs = [0, 15];
    const clock = {
      nowMs: () => timesMs.shift() ?? Number.NaN,
      after: () => () => {},
      every: () => () => {},
    };
    const roundTrips = new RoundTrips(clock, tally, () => {});
    roundTrips.begin(() => true);
    roundTrips.answered(20);
  });
  expect(least.maxUs).toBeCloseTo(5_000, -2);
});

test('a timeout after a pause of the measurer is a failure that it may have caused', () => {
  const timedOut = (tally: SocketTally) => tally.end('messaging.ping', 'timeout', { latencyUs: 10_000_000 });
  expect(pings(2_000, timedOut)).toMatchObject({ failed: 1, ownFailures: 1 });
  expect(pings(20, timedOut)).toMatchObject({ failed: 1, ownFailures: 0 });
  // The target had all of the time after the PING was written.
  const writtenSlowly = (tally: SocketTally) =>
    tally.end('messaging.ping', 'timeout', { latencyUs: 10_000_000, sendDelayUs: 2_000_000 });
  expect(pings(20, writtenSlowly)).toMatchObject({ failed: 1, ownFailures: 0 });
});
