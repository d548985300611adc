import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { seededFaker } from '../../../../src/target/request-data/seeded-faker.ts';
import { RampingVus } from '../../../../src/traffic/models/ramping-vus.ts';
import type { Stage } from '../../../../src/traffic/plan/stages.ts';
import type { VirtualUser } from '../../../../src/traffic/users/virtual-user.ts';

/** A user of the test's own: does its work at the pace that the test gives, and remembers what was done to it. */
class FakeUser {
  readonly context: { readonly faker: ReturnType<typeof seededFaker> };
  isRetired = false;
  left = 0;
  done = 0;
  readonly index: number;
  readonly #work: () => Promise<void>;
  readonly #gone = new AbortController();

  constructor(index: number, work: () => Promise<void>) {
    this.index = index;
    this.#work = work;
    this.context = { faker: seededFaker(index) };
  }

  sends(): boolean {
    return true;
  }

  async do(): Promise<boolean> {
    if (this.isRetired) return false;
    await Promise.race([
      this.#work(),
      new Promise((gone) => this.#gone.signal.addEventListener('abort', gone)),
    ]);
    this.done += 1;
    return true;
  }

  /** Ten milliseconds for any thought, so that a life of seconds passes in tenths of them. */
  async think(): Promise<void> {
    if (!this.isRetired) await sleep(10);
  }

  retire(): void {
    this.isRetired = true;
  }

  async leave(): Promise<void> {
    this.left += 1;
    this.#gone.abort();
  }
}

interface Crowd {
  readonly users: FakeUser[];
  readonly troubles: unknown[];
  readonly abort: AbortController;
  readonly vus: RampingVus;
  elapsedMs(): number;
}

/** Users that follow the stages on a clock that runs `speed` times as fast as the wall's. */
function crowd(stages: readonly Stage[], work: () => Promise<void> = () => sleep(5), speed = 1): Crowd {
  const users: FakeUser[] = [];
  const troubles: unknown[] = [];
  const abort = new AbortController();
  const startedMs = performance.now();
  const elapsedMs = () => (performance.now() - startedMs) * speed;
  const vus = new RampingVus({
    stages,
    elapsedMs,
    signal: abort.signal,
    onTrouble: (error) => troubles.push(error),
    makeUser: (index) => {
      const user = new FakeUser(index, work);
      users.push(user);
      return user as unknown as VirtualUser;
    },
  });
  return { users, troubles, abort, vus, elapsedMs };
}

const constant = (targetVus: number, durationSeconds: number): Stage[] => [
  { durationSeconds: 0, targetVus },
  { durationSeconds, targetVus },
];

test('the number of users follows the stages up and down', async () => {
  // 30 s in half a second: the users are adjusted every 50 ms, so every 3 s of the stages.
  const stages = [
    { durationSeconds: 10, targetVus: 20 },
    { durationSeconds: 10, targetVus: 20 },
    { durationSeconds: 10, targetVus: 0 },
  ];
  const { vus, elapsedMs, users } = crowd(stages, undefined, 60);
  const seen: { atMs: number; vus: number }[] = [];
  const watch = setInterval(() => seen.push({ atMs: elapsedMs(), vus: vus.vus }), 5);
  await vus.run();
  clearInterval(watch);
  const plateau = seen.filter(({ atMs }) => atMs > 15_000 && atMs < 20_000);
  expect(plateau.length).toBeGreaterThan(0);
  for (const { vus: count } of plateau) expect(count).toBe(20);
  expect(seen.some(({ atMs, vus: count }) => atMs < 10_000 && count > 0 && count < 20)).toBe(true);
  expect(seen.some(({ atMs, vus: count }) => atMs > 20_000 && count > 0 && count < 20)).toBe(true);
  expect(users).toHaveLength(20);
});

test('a constant scenario has all its users from the beginning, each at work', async () => {
  const { vus, users } = crowd(constant(7, 0.4));
  const running = vus.run();
  await sleep(100);
  expect(vus.vus).toBe(7);
  await running;
  expect(users.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  for (const user of users) expect(user.done).toBeGreaterThan(0);
});

test('at the end every user has been retired and has left', async () => {
  const { vus, users } = crowd(constant(5, 0.2));
  await vus.run();
  expect(vus.vus).toBe(0);
  for (const user of users) {
    expect(user.isRetired).toBe(true);
    expect(user.left).toBeGreaterThanOrEqual(1);
  }
});

test('an aborted run lets its users go and ends at once', async () => {
  const { vus, users, abort } = crowd(constant(5, 3600));
  const running = vus.run();
  await sleep(60);
  abort.abort();
  const abortedMs = performance.now();
  await running;
  expect(performance.now() - abortedMs).toBeLessThan(1000);
  for (const user of users) expect(user.left).toBeGreaterThanOrEqual(1);
});

test('users whose requests hang leave after three seconds, also those that were retired before the end', async () => {
  const stages = [
    ...constant(4, 0.2),
    { durationSeconds: 0, targetVus: 2 },
    { durationSeconds: 0.1, targetVus: 2 },
  ];
  const { vus, users } = crowd(stages, () => new Promise(() => undefined));
  const startedMs = performance.now();
  await vus.run();
  const tookMs = performance.now() - startedMs;
  expect(tookMs).toBeGreaterThanOrEqual(3200);
  expect(tookMs).toBeLessThan(4700);
  expect(users).toHaveLength(4);
  for (const { isRetired, left } of users) expect([isRetired, left > 0]).toEqual([true, true]);
});

test('a flow that throws is told, and its user goes on', async () => {
  let calls = 0;
  const { vus, troubles, users } = crowd(constant(1, 0.3), async () => {
    calls += 1;
    if (calls === 1) throw new Error('the session could not be renewed');
    await sleep(1);
  });
  await vus.run();
  expect(troubles.map(String)).toEqual(['Error: the session could not be renewed']);
  expect(users[0]?.done).toBeGreaterThan(0);
});
