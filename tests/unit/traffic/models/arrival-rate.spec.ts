import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { ArrivalCounters, type ArrivalSlice } from '../../../../src/measure/arrival-counters.ts';
import { seededFaker } from '../../../../src/target/request-data/seeded-faker.ts';
import type { ArrivalGate } from '../../../../src/traffic/arrivals/arrival-gate.ts';
import { ArrivalSchedule } from '../../../../src/traffic/arrivals/arrival-schedule.ts';
import { ArrivalRate } from '../../../../src/traffic/models/arrival-rate.ts';
import type { VirtualUser } from '../../../../src/traffic/users/virtual-user.ts';

/** A user of the test's own: takes arrivals at the gate and works on each as long as the test says. */
class FakeUser {
  readonly context: { readonly faker: ReturnType<typeof seededFaker> };
  sent = 0;
  isRetired = false;
  left = 0;
  readonly #gate: ArrivalGate;
  readonly #work: () => Promise<void>;
  readonly #gone = Promise.withResolvers<void>();

  constructor(index: number, gate: ArrivalGate, work: () => Promise<void>) {
    this.context = { faker: seededFaker(index) };
    this.#gate = gate;
    this.#work = work;
  }

  async do(): Promise<boolean> {
    const arrival = await this.#gate.turn();
    if (arrival === undefined) return false;
    this.#gate.starts(arrival);
    this.sent += 1;
    await Promise.race([this.#work(), this.#gone.promise]);
    return true;
  }

  async pause(ms: number): Promise<void> {
    if (!this.isRetired) await Promise.race([sleep(ms, undefined, { ref: false }), this.#gone.promise]);
  }

  retire(): void {
    this.isRetired = true;
    if (this.sent === 0) this.#gone.resolve();
  }

  async leave(): Promise<void> {
    this.left += 1;
    this.#gone.resolve();
  }
}

interface Ran {
  readonly users: FakeUser[];
  readonly arrivals: ArrivalSlice;
  readonly troubles: unknown[];
  readonly tookMs: number;
}

interface RunOptions {
  readonly perSecond: number;
  readonly seconds: number;
  readonly users: number;
  readonly maxUsers: number;
  readonly abortAfterMs?: number;
  work?(): Promise<void>;
  flow?(user: FakeUser): Promise<void>;
}

/** Runs an open model for real and in real time. */
async function run(options: RunOptions): Promise<Ran> {
  const { perSecond, seconds, users: from, maxUsers, work = () => sleep(2) } = options;
  const users: FakeUser[] = [];
  const troubles: unknown[] = [];
  const counters = new ArrivalCounters();
  const abort = new AbortController();
  if (options.abortAfterMs !== undefined) setTimeout(() => abort.abort(), options.abortAfterMs);
  const startedMs = performance.now();
  const flow = options.flow ?? ((user) => user.do().then(() => undefined));
  const model = new ArrivalRate({
    schedule: new ArrivalSchedule(
      [
        { durationSeconds: 0, targetPerSecond: perSecond },
        { durationSeconds: seconds, targetPerSecond: perSecond },
      ],
      'even',
    ),
    durationMs: seconds * 1000,
    users: from,
    maxUsers,
    makeUser: (index, gate) => {
      const user = new FakeUser(index, gate, work);
      users.push(user);
      return user as unknown as VirtualUser;
    },
    nextFlow: () => (user) => flow(user as unknown as FakeUser),
    counters,
    elapsedMs: () => performance.now() - startedMs,
    onTrouble: (error) => troubles.push(error),
    signal: abort.signal,
  });
  await model.run();
  return { users, arrivals: counters.take(), troubles, tookMs: performance.now() - startedMs };
}

test('every arrival of the schedule is offered and sent, spread over all users', async () => {
  const { arrivals, users } = await run({ perSecond: 200, seconds: 1, users: 5, maxUsers: 5 });
  expect(arrivals).toMatchObject({ offered: 200, sent: 200, notSent: 0 });
  // Each user has its turn, since the one that was free longest goes first.
  for (const { sent } of users) expect(sent).toBeGreaterThan(10);
});

test('users are made as they are needed, up to the maximum', async () => {
  // 100/s of 50 ms each keep five users busy.
  const { users } = await run({
    perSecond: 100,
    seconds: 1,
    users: 1,
    maxUsers: 50,
    work: () => sleep(50),
  });
  expect(users.length).toBeGreaterThanOrEqual(5);
  expect(users.length).toBeLessThan(50);
  const few = await run({ perSecond: 100, seconds: 0.5, users: 1, maxUsers: 2, work: () => sleep(50) });
  expect(few.users).toHaveLength(2);
});

test('arrivals beyond what the users can do are not forgotten: offered = sent + not sent', async () => {
  const { arrivals } = await run({
    perSecond: 100,
    seconds: 1,
    users: 1,
    maxUsers: 1,
    work: () => sleep(100),
  });
  expect(arrivals.offered).toBe(100);
  expect(arrivals.sent).toBeLessThan(15);
  expect(arrivals.sent + arrivals.notSent).toBe(100);
  expect(arrivals.late).toBeGreaterThan(0);
});

test('an aborted run offers no more, lets its users go and ends at once', async () => {
  const { arrivals, users, tookMs } = await run({
    perSecond: 50,
    seconds: 3600,
    users: 3,
    maxUsers: 3,
    abortAfterMs: 300,
  });
  expect(tookMs).toBeLessThan(2_000);
  expect(arrivals.offered).toBeLessThan(100);
  for (const user of users) expect(user.left).toBe(1);
});

test('a request that hangs does not hold the end back for longer than three seconds', async () => {
  const { arrivals, users, tookMs } = await run({
    perSecond: 10,
    seconds: 0.3,
    users: 1,
    maxUsers: 4,
    work: () => new Promise(() => undefined),
  });
  expect(tookMs).toBeGreaterThanOrEqual(3_000);
  expect(tookMs).toBeLessThan(5_000);
  expect(arrivals.sent).toBe(3);
  for (const user of users) expect(user.left).toBe(1);
});

test('a flow that throws is told, and one that finds nothing to send is no busy loop', async () => {
  let flows = 0;
  const { troubles } = await run({
    perSecond: 10,
    seconds: 0.5,
    users: 2,
    maxUsers: 2,
    flow: async () => {
      flows += 1;
      if (flows === 1) throw new Error('the session could not be renewed');
    },
  });
  expect(troubles.map(String)).toEqual(['Error: the session could not be renewed']);
  expect(flows).toBeLessThan(10);
});
