import { expect, test } from '@playwright/test';
import { ArrivalCounters } from '../../../../src/measure/arrival-counters.ts';
import { decodeOperations } from '../../../../src/measure/decoded-slice.ts';
import { Exemplars } from '../../../../src/measure/exemplars.ts';
import { sumOperation } from '../../../../src/measure/operation-figures.ts';
import { Recorder } from '../../../../src/measure/recorder.ts';
import type { Connection } from '../../../../src/target/http/connection.ts';
import type { Exchange } from '../../../../src/target/http/exchange.ts';
import { TraceContext } from '../../../../src/target/http/trace-context.ts';
import { type Arrival, ArrivalGate } from '../../../../src/traffic/arrivals/arrival-gate.ts';
import { UserRequests } from '../../../../src/traffic/users/user-requests.ts';
import { buildContext } from '../../../made/build-context.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { listThings } from '../../../made/user-in-test.ts';

/** How the next request goes: until its first byte, until its reply, and what the process may have added to both. */
interface Course {
  readonly connectMs: number;
  readonly replyMs: number;
  readonly startDelayMs?: number;
  readonly ownDelayMs?: number;
  /** No reply comes. */
  readonly hangs?: boolean;
}

/** A connection that takes the time that the test gives. */
function connectionOn(clock: FakeClock, next: () => Course) {
  const connection = {
    startedMs: undefined as number | undefined,
    startDelayMs: 0,
    sendDelayMs: 4,
    latencySinceUs: (intendedMs: number) => (clock.nowMs() - intendedMs) * 1000,
    exchange(_request: unknown, settle: (exchange: Exchange) => void) {
      const course = next();
      clock.jump(course.connectMs);
      connection.startedMs = clock.nowMs();
      connection.startDelayMs = course.startDelayMs ?? 0;
      clock.jump(course.replyMs);
      if (course.hangs === true) return;
      settle({
        status: 200,
        contentType: 'application/json',
        serverTiming: '',
        headers: {},
        body: Buffer.from('[]'),
        bodyBytes: 2,
        latencyUs: course.replyMs * 1000,
        ownDelayUs: (course.ownDelayMs ?? 0) * 1000,
        failure: undefined,
      } as Exchange);
    },
  };
  return connection;
}

/** A user in the open model whose requests go as the test says; the run's clock is the connection's. */
function userInOpenModel() {
  const clock = new FakeClock();
  const recorder = new Recorder([listThings.id]);
  const elapsedMs = () => clock.nowMs();
  const gate = new ArrivalGate(new ArrivalCounters(), elapsedMs);
  let course: Course = { connectMs: 0, replyMs: 0 };
  const connection = connectionOn(clock, () => course);
  const requests = new UserRequests({
    parts: {
      offered: new Map(),
      recorder,
      exemplars: new Exemplars(),
      trace: new TraceContext(),
      clock,
      gate,
      elapsedMs,
      created: () => undefined,
      succeeded: () => undefined,
      failed: () => undefined,
    },
    connection: connection as unknown as Connection,
    headers: { next: () => [] } as never,
    context: buildContext(1),
    recover: async () => undefined,
  });
  return {
    clock,
    waiting: (ownDelayMs: number) => requests.waiting(ownDelayMs),
    begin(arrival: Arrival, next: Course) {
      course = next;
      void requests.send({ operation: listThings, path: listThings.path }, undefined, arrival);
    },
    async prepare(next: Course) {
      course = next;
      await requests.send({ operation: listThings, path: listThings.path, role: 'preparation' });
    },
    async send(arrival: Arrival, next: Course) {
      course = next;
      await requests.send({ operation: listThings, path: listThings.path }, undefined, arrival);
      const figures = sumOperation(Object.values(decodeOperations(recorder.takeSlice())));
      return [figures.successes, figures.least].map(({ maxUs = 0 }) => Math.round(maxUs / 1000));
    },
  };
}

test('what keeps the process busy between an arrival and its first byte is its own; opening a connection is not', async () => {
  const { clock, send } = userInOpenModel();
  const arrival = { intendedMs: clock.nowMs(), userWasFree: true, noticedLateMs: 0 };
  expect(await send(arrival, { connectMs: 50, startDelayMs: 3, replyMs: 20, ownDelayMs: 2 })).toEqual([
    70, 65,
  ]);
});

test('no more than the time from the turn to the first byte is own', async () => {
  const { clock, send } = userInOpenModel();
  const arrival = { intendedMs: clock.nowMs(), userWasFree: true, noticedLateMs: 0 };
  expect(await send(arrival, { connectMs: 1, startDelayMs: 400, replyMs: 20 })).toEqual([21, 20]);
});

test('an arrival that waited for a user who read the reply before it late waited for the generator', async () => {
  const { clock, send } = userInOpenModel();
  const beganMs = clock.nowMs();
  await send(
    { intendedMs: beganMs, userWasFree: true, noticedLateMs: 0 },
    { connectMs: 0, replyMs: 120, ownDelayMs: 100 },
  );
  const second = { intendedMs: beganMs + 50, userWasFree: false, noticedLateMs: 10 };
  expect(await send(second, { connectMs: 0, replyMs: 20 })).toEqual([90, 20]);
});

test('an arrival that waited for a user whom the target kept waited for the target', async () => {
  const { clock, send } = userInOpenModel();
  const beganMs = clock.nowMs();
  await send(
    { intendedMs: beganMs, userWasFree: true, noticedLateMs: 0 },
    { connectMs: 0, replyMs: 120, ownDelayMs: 1 },
  );
  const second = { intendedMs: beganMs + 50, userWasFree: false, noticedLateMs: 10 };
  expect(await send(second, { connectMs: 0, replyMs: 20 })).toEqual([90, 80]);
});

test('an arrival that waited for a user whose preparation was read late waited for the generator', async () => {
  const { clock, prepare, send } = userInOpenModel();
  const beganMs = clock.nowMs();
  await send(
    { intendedMs: beganMs, userWasFree: true, noticedLateMs: 0 },
    { connectMs: 0, replyMs: 60, ownDelayMs: 30 },
  );
  await prepare({ connectMs: 0, replyMs: 60, ownDelayMs: 40 });
  // Without the generator it would have waited for 30 ms: the user was busy for 70 ms less than it seems.
  const next = { intendedMs: beganMs + 20, userWasFree: false, noticedLateMs: 10 };
  expect(await send(next, { connectMs: 0, replyMs: 20 })).toEqual([120, 50]);
});

test('what a preparation was late by is over with the next arrival', async () => {
  const { clock, prepare, send } = userInOpenModel();
  await prepare({ connectMs: 0, replyMs: 60, ownDelayMs: 40 });
  const beganMs = clock.nowMs();
  await send({ intendedMs: beganMs, userWasFree: true, noticedLateMs: 0 }, { connectMs: 0, replyMs: 120 });
  const next = { intendedMs: beganMs + 50, userWasFree: false, noticedLateMs: 0 };
  expect(await send(next, { connectMs: 0, replyMs: 20 })).toEqual([90, 90]);
});

/** As exact as the buckets of a histogram. */
const near = (ms: number) => expect.closeTo(ms, -1.5);

test('a pause of the generator is a part of what waits behind it, and not all of it for as long as a queue lasts', async () => {
  const { clock, send } = userInOpenModel();
  const beganMs = clock.nowMs();
  const first = { intendedMs: beganMs, userWasFree: true, noticedLateMs: 0 };
  await send(first, { connectMs: 0, replyMs: 4_000, ownDelayMs: 500 });
  // Each waits for the user longer than any pause lasted, and was noticed in time.
  const next = (dueMs: number) => ({ intendedMs: beganMs + dueMs, userWasFree: false, noticedLateMs: 0 });
  expect(await send(next(100), { connectMs: 0, replyMs: 4_000 })).toEqual([near(7_900), near(7_400)]);
  expect(await send(next(200), { connectMs: 0, replyMs: 4_000 })).toEqual([near(11_800), near(11_300)]);
});

test('an arrival that the generator itself was late with is no evidence, and the one behind it has what it was late by', async () => {
  const { clock, send } = userInOpenModel();
  const beganMs = clock.nowMs();
  clock.jump(300);
  const late = { intendedMs: beganMs, userWasFree: true, noticedLateMs: 300 };
  expect(await send(late, { connectMs: 0, replyMs: 1_000 })).toEqual([near(1_300), 0]);
  const next = { intendedMs: beganMs + 310, userWasFree: false, noticedLateMs: 0 };
  expect(await send(next, { connectMs: 0, replyMs: 1_000 })).toEqual([near(1_990), near(1_690)]);
});

test('a request without a reply has waited for certain for the time that is not the own', () => {
  const { clock, begin, waiting } = userInOpenModel();
  expect(waiting(0)).toBeUndefined();
  const arrival = { intendedMs: clock.nowMs(), userWasFree: true, noticedLateMs: 0 };
  begin(arrival, { connectMs: 50, startDelayMs: 3, replyMs: 900, hangs: true });
  // Of 950 ms: 3 until its first byte, 4 while it was written, 20 since a reply would have been read.
  expect(waiting(20)).toEqual({ operationId: listThings.id, waitedMs: 923 });
});

test('a request that waits for a reply, and began so late that others began with it, shows nothing', () => {
  const { clock, begin, waiting } = userInOpenModel();
  const arrival = { intendedMs: clock.nowMs() - 2_000, userWasFree: true, noticedLateMs: 2_000 };
  begin(arrival, { connectMs: 0, replyMs: 900, hangs: true });
  expect(waiting(0)?.waitedMs).toBeLessThan(0);
});
