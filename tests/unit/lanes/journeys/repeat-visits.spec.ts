import { expect, test } from '@playwright/test';
import { goesOn, repeatVisits } from '../../../../lanes/journeys/repeat-visits.ts';
import type { Visits } from '../../../../lanes/journeys/visits.ts';

const limits = [{ step: 'sign in', medianMs: 1_000, since: '2026-11-28', reason: 'a test' }];

function soFar(count: number, visitsMs: readonly number[], usualMs = 1_000) {
  const steps = [{ step: 'sign in', visitsMs, medianMs: 0, requests: [] }];
  return { steps, count, usualMs, elapsedMs: count * usualMs };
}
const scattered = (count: number) => Array.from({ length: count }, (_, index) => 900 + (index % 2) * 300);

test('three visits are made however long they take', () => {
  expect(goesOn(soFar(2, [500]), { capMs: 0, leavesRoom: false }, limits)).toBe(true);
  expect(goesOn(soFar(3, [500, 500]), { capMs: 0, leavesRoom: false }, limits)).toBe(false);
});

test('where the fewest are two, as under overload, a third one needs time', () => {
  expect(goesOn(soFar(1, []), { capMs: 0, leavesRoom: false, fewest: 2 }, limits)).toBe(true);
  expect(goesOn(soFar(2, [500]), { capMs: 0, leavesRoom: false, fewest: 2 }, limits)).toBe(false);
  expect(goesOn(soFar(2, [500]), { capMs: 60_000, leavesRoom: false, fewest: 2 }, limits)).toBe(true);
});

test('a round ends when its median is known well enough', () => {
  const time = { capMs: 60_000, leavesRoom: false };
  expect(goesOn(soFar(7, [200, 201, 202, 203, 204, 205]), time, limits)).toBe(false);
  expect(goesOn(soFar(7, scattered(6)), time, limits)).toBe(true);
});

test('no visit begins that is likely to end after the time', () => {
  expect(goesOn(soFar(8, scattered(7)), { capMs: 9_100, leavesRoom: false }, limits)).toBe(true);
  expect(goesOn(soFar(8, scattered(7)), { capMs: 8_900, leavesRoom: false }, limits)).toBe(false);
});

test('a round stops at 30 visits', () => {
  const time = { capMs: 600_000, leavesRoom: false };
  expect(goesOn(soFar(29, scattered(28)), time, limits)).toBe(true);
  expect(goesOn(soFar(30, scattered(29)), time, limits)).toBe(false);
});

test('time for a recorded visit is kept free once there are six warm visits, and not before', () => {
  const time = { capMs: 10_000, leavesRoom: true };
  expect(goesOn(soFar(6, scattered(5)), time, limits)).toBe(true);
  expect(goesOn(soFar(8, scattered(7)), time, limits)).toBe(false);
});

test('visits that broke off leave the steps of those before, and the error', async () => {
  const error = new Error('no such button');
  let taken = 0;
  const visits = {
    run: { thresholds: { journeys: new Map() }, clock: { stopReason: () => undefined } },
    journey: { name: 'login' },
    hasRoomForOneMore: () => true,
    take: async () => {
      taken += 1;
      if (taken === 3) throw error;
      return [{ step: 'sign in', ms: taken }];
    },
  } as unknown as Visits;
  const { steps, brokenOffBy } = await repeatVisits(visits, { capMs: 1_000, leavesRoom: false });
  expect(brokenOffBy).toBe(error);
  expect(steps).toMatchObject([{ step: 'sign in', coldMs: 1, visitsMs: [2] }]);
});

test('no visit begins that the rate limits do not let through, once a round has those that it needs', async () => {
  let [taken, room] = [0, 1];
  const visits = {
    run: { thresholds: { journeys: new Map() }, clock: { stopReason: () => undefined } },
    journey: { name: 'login' },
    hasRoomForOneMore: (isNeeded: boolean) => {
      if (!isNeeded) room -= 1;
      return isNeeded || room >= 0;
    },
    take: async () => {
      taken += 1;
      return [{ step: 'sign in', ms: 500 * taken }];
    },
  } as unknown as Visits;
  await repeatVisits(visits, { capMs: 60_000, leavesRoom: false });
  expect(taken).toBe(4);
});

/** A round whose visits take a second each, and what came of them when the users leave after so many seconds. */
async function visitsUntil(usersEndSeconds: number) {
  let nowSeconds = 0;
  const visits = {
    run: { thresholds: { journeys: new Map() }, clock: { stopReason: () => undefined } },
    journey: { name: 'login' },
    hasRoomForOneMore: () => true,
    take: async () => {
      nowSeconds += 1;
      return [{ step: 'sign in', ms: nowSeconds }];
    },
  } as unknown as Visits;
  const usersAreGone = () => nowSeconds > usersEndSeconds;
  const made = await repeatVisits(visits, { capMs: 0, leavesRoom: false, usersAreGone });
  return { ...made, begun: nowSeconds };
}

test('a visit that ends when the users have gone is in no figure, and none follows it', async () => {
  expect(await visitsUntil(2)).toMatchObject({
    steps: [{ step: 'sign in', coldMs: 1, visitsMs: [2] }],
    visitsAfterUsers: 1,
    begun: 3,
  });
});

test('a round wholly after the users has one visit, and no figure', async () => {
  expect(await visitsUntil(0)).toMatchObject({ steps: [], visitsAfterUsers: 1, begun: 1 });
});

test('a round that is late, but within the time of the users, keeps all its visits', async () => {
  expect(await visitsUntil(3)).toMatchObject({
    steps: [{ visitsMs: [2, 3] }],
    visitsAfterUsers: 0,
    begun: 3,
  });
});
