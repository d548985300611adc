import { expect, test } from '@playwright/test';
import { sleep } from '../../../../src/base/clock.ts';
import { ArrivalCounters, type ArrivalSlice } from '../../../../src/measure/arrival-counters.ts';
import { ArrivalSchedule } from '../../../../src/traffic/arrivals/arrival-schedule.ts';
import { ArrivalRate } from '../../../../src/traffic/models/arrival-rate.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { FakeUser } from '../../../made/fake-user.ts';
import { wakeOn } from '../../../made/fake-wake.ts';

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
  /** What each request takes; for ever by `Infinity`. */
  readonly workMs?: number;
  flow?(user: FakeUser): Promise<void>;
}

async function run(options: RunOptions): Promise<Ran> {
  const { perSecond, seconds, users: from, maxUsers, workMs = 2 } = options;
  const clock = new FakeClock();
  const users: FakeUser[] = [];
  const troubles: unknown[] = [];
  const counters = new ArrivalCounters();
  const abort = new AbortController();
  if (options.abortAfterMs !== undefined) clock.after(options.abortAfterMs, () => abort.abort());
  const work = () =>
    workMs === Number.POSITIVE_INFINITY ? new Promise<void>(() => undefined) : sleep(clock, workMs);
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
      const user = new FakeUser(clock, index, work, gate);
      users.push(user);
      return user.asVirtualUser;
    },
    nextFlow: () => (user) => flow(user as unknown as FakeUser),
    counters,
    clock,
    startWake: wakeOn(clock),
    elapsedMs: () => clock.nowMs(),
    onTrouble: (error) => troubles.push(error),
    signal: abort.signal,
  });
  await clock.during(model.run(), 1);
  return { users, arrivals: counters.take(), troubles, tookMs: clock.nowMs() };
}

test('every arrival of the schedule is offered and sent, spread over all users', async () => {
  const { arrivals, users } = await run({ perSecond: 200, seconds: 1, users: 5, maxUsers: 5 });
  expect(arrivals).toMatchObject({ offered: 200, sent: 200, notSent: 0 });
  // Each user has its turn, since the one that was free longest goes first.
  expect(users.map(({ sent }) => sent)).toEqual([40, 40, 40, 40, 40]);
});

test('users are made as they are needed, up to the maximum', async () => {
  // 100/s of 50 ms each keep five users busy; one more is there for the arrival that meets the end of a request.
  const load = { perSecond: 100, seconds: 1, users: 1, workMs: 50 };
  const { users } = await run({ ...load, maxUsers: 50 });
  expect(users.length).toBeGreaterThanOrEqual(5);
  expect(users.length).toBeLessThanOrEqual(6);
  expect((await run({ ...load, maxUsers: 2 })).users).toHaveLength(2);
});

test('arrivals beyond what the users can do are not forgotten: offered = sent + not sent', async () => {
  const { arrivals } = await run({ perSecond: 100, seconds: 1, users: 1, maxUsers: 1, workMs: 100 });
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
  expect(tookMs).toBeLessThan(360);
  expect(arrivals.offered).toBeLessThan(20);
  for (const user of users) expect(user.left).toBe(1);
});

test('a request that hangs does not hold the end back for longer than three seconds', async () => {
  const { arrivals, users, tookMs } = await run({
    perSecond: 10,
    seconds: 0.3,
    users: 1,
    maxUsers: 4,
    workMs: Number.POSITIVE_INFINITY,
  });
  expect(tookMs).toBeGreaterThanOrEqual(3_300);
  expect(tookMs).toBeLessThan(3_400);
  expect(arrivals.sent).toBe(3);
  for (const user of users) expect(user.left).toBeGreaterThanOrEqual(1);
});

test('a flow that throws is reported, and one that finds nothing to send does not spin', async () => {
  let flows = 0;
  const { troubles } = await run({
    perSecond: 10,
    seconds: 2.5,
    users: 2,
    maxUsers: 2,
    flow: async () => {
      flows += 1;
      if (flows === 1) throw new Error('the session could not be renewed');
    },
  });
  expect(troubles.map(String)).toEqual(['Error: the session could not be renewed']);
  // Each of the two at 0, 1 and 2 s.
  expect(flows).toBe(6);
});
