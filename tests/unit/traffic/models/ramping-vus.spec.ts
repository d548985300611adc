import { expect, test } from '@playwright/test';
import { sleep } from '../../../../src/base/clock.ts';
import { flowPicker } from '../../../../src/traffic/flows/flow-mix.ts';
import { RampingVus } from '../../../../src/traffic/models/ramping-vus.ts';
import type { DecidedLoad } from '../../../../src/traffic/plan/planned-search.ts';
import type { Stage } from '../../../../src/traffic/plan/stages.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { FakeUser } from '../../../made/fake-user.ts';
import { offeredAll } from '../../../made/ran-traffic.ts';

interface Crowd {
  readonly clock: FakeClock;
  readonly users: FakeUser[];
  readonly troubles: unknown[];
  readonly abort: AbortController;
  readonly vus: RampingVus;
}

/** Users that follow the stages; by default each request takes 20 ms. */
function crowd(
  stages: readonly Stage[],
  work?: (clock: FakeClock) => Promise<void>,
  load?: DecidedLoad,
): Crowd {
  const clock = new FakeClock();
  const users: FakeUser[] = [];
  const troubles: unknown[] = [];
  const abort = new AbortController();
  const vus = new RampingVus({
    stages,
    load,
    nextFlow: flowPicker(offeredAll()),
    clock,
    elapsedMs: () => clock.nowMs(),
    signal: abort.signal,
    onTrouble: (error) => troubles.push(error),
    makeUser: (index) => {
      const user = new FakeUser(clock, index, () => work?.(clock) ?? sleep(clock, 20));
      users.push(user);
      return user.asVirtualUser;
    },
  });
  return { clock, users, troubles, abort, vus };
}

const constant = (targetVus: number, durationSeconds: number): Stage[] => [
  { durationSeconds: 0, targetVus },
  { durationSeconds, targetVus },
];

test('the number of users follows the stages up and down', async () => {
  const { vus, users, clock } = crowd([
    { durationSeconds: 10, targetVus: 20 },
    { durationSeconds: 10, targetVus: 20 },
    { durationSeconds: 10, targetVus: 0 },
  ]);
  const running = vus.run();
  const seen: number[] = [];
  for (let second = 0; second < 29; second += 1) {
    await clock.advance(1_000, 50);
    seen.push(vus.vus);
  }
  expect(seen.slice(0, 9)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18]);
  expect(seen.slice(9, 20)).toEqual(Array.from({ length: 11 }, () => 20));
  expect(seen.slice(20)).toEqual([18, 16, 14, 12, 10, 8, 6, 4, 2]);
  await clock.during(running);
  expect(users).toHaveLength(20);
});

test('a constant scenario has all its users from the beginning, each at work within a second', async () => {
  const { vus, users, clock } = crowd(constant(7, 2));
  const running = vus.run();
  expect(vus.vus).toBe(7);
  expect(users.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  await clock.advance(100);
  // People do not come to work in the same millisecond.
  expect(users.some(({ sent }) => sent === 0)).toBe(true);
  await clock.advance(950);
  for (const user of users) expect(user.sent).toBeGreaterThan(0);
  await clock.during(running);
});

test('at the end every user has been retired and has left', async () => {
  const { vus, users, clock } = crowd(constant(5, 0.2));
  await clock.during(vus.run());
  expect(vus.vus).toBe(0);
  for (const { isRetired, left } of users) expect([isRetired, left]).toEqual([true, 1]);
});

test('the number of a user that has left is given to the next one', async () => {
  const { vus, users, clock } = crowd([
    ...constant(3, 1),
    { durationSeconds: 0, targetVus: 1 },
    { durationSeconds: 1, targetVus: 1 },
    ...constant(3, 1),
  ]);
  await clock.during(vus.run());
  expect(users.map(({ index }) => index).toSorted()).toEqual([0, 1, 1, 2, 2]);
});

test('an aborted run lets its users go and ends at once', async () => {
  const { vus, users, abort, clock } = crowd(constant(5, 3600));
  const running = vus.run();
  await clock.advance(60);
  abort.abort();
  await clock.during(running);
  expect(clock.nowMs()).toBeLessThan(150);
  for (const user of users) expect(user.left).toBe(1);
});

test('users whose requests hang leave after three seconds, also those that were retired before the end', async () => {
  const stages = [
    ...constant(4, 1.2),
    { durationSeconds: 0, targetVus: 2 },
    { durationSeconds: 0.1, targetVus: 2 },
  ];
  const { vus, users, clock } = crowd(stages, () => new Promise(() => undefined));
  await clock.during(vus.run());
  expect(clock.nowMs()).toBeGreaterThanOrEqual(4300);
  expect(clock.nowMs()).toBeLessThan(4400);
  expect(users).toHaveLength(4);
  for (const { isRetired, left } of users) expect([isRetired, left > 0]).toEqual([true, true]);
});

test('a flow that throws is reported, and its user goes on after a second', async () => {
  let calls = 0;
  const { vus, troubles, users, clock } = crowd(constant(1, 5), async (clock) => {
    calls += 1;
    if (calls === 1) throw new Error('the session could not be renewed');
    await sleep(clock, 1);
  });
  const running = vus.run();
  while (calls === 0) await clock.advance(10);
  await clock.advance(980);
  expect(users[0]?.sent).toBe(1);
  await clock.during(running);
  expect(troubles.map(String)).toEqual(['Error: the session could not be renewed']);
  expect(users[0]?.sent).toBeGreaterThan(1);
});

test('a load that is decided sets the number of users in place of the stages, and ends when it is over', async () => {
  const load = { level: 4, phases: [], isOver: false, closed: () => undefined };
  const { vus, clock } = crowd(constant(500, 600), undefined, load);
  const running = vus.run();
  await clock.advance(1_000, 50);
  expect(vus.vus).toBe(4);
  load.level = 7;
  await clock.advance(1_000, 50);
  expect(vus.vus).toBe(7);
  load.level = 2;
  await clock.advance(1_000, 50);
  expect(vus.vus).toBe(2);
  load.isOver = true;
  await clock.during(running);
  expect(vus.vus).toBe(0);
  expect(clock.nowMs()).toBeLessThan(10_000);
});

test('users who rest when the traffic ends are counted until then', async () => {
  const { vus, clock } = crowd(constant(2, 3), async (clock) => {
    await sleep(clock, 20);
    throw new Error('the session could not be renewed');
  });
  await clock.during(vus.run());
  expect(vus.takeTroubleMs()).toBeGreaterThan(2_000);
  expect(vus.takeTroubleMs()).toBe(0);
});

test('users whose flow ends by an error are counted for as long as they cannot work, and no other time is', async () => {
  let isDown = false;
  const { vus, clock } = crowd(constant(2, 20), async (clock) => {
    await sleep(clock, 20);
    if (isDown) throw new Error('the session could not be renewed');
  });
  const running = vus.run();
  await clock.advance(8_000);
  expect(vus.takeTroubleMs()).toBe(0);
  isDown = true;
  await clock.advance(8_000);
  const troubleMs = vus.takeTroubleMs();
  expect(vus.takeTroubleMs()).toBe(0);
  // They may be thinking when it begins, and each rests for a second between its tries.
  expect(troubleMs).toBeGreaterThan(2_000);
  expect(troubleMs).toBeLessThanOrEqual(16_000);
  isDown = false;
  await clock.advance(2_000);
  vus.takeTroubleMs();
  await clock.advance(2_000);
  expect(vus.takeTroubleMs()).toBe(0);
  await clock.during(running);
});
