import { ArrivalCounters } from '../../../../src/measure/arrival-counters.ts';
import { decodeOperations } from '../../../../src/measure/decoded-slice.ts';
import { sumOperation } from '../../../../src/measure/operation-figures.ts';
import type { Operation } from '../../../../src/target/operation.ts';
import { ArrivalGate } from '../../../../src/traffic/arrivals/arrival-gate.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { FakeSignIn } from '../../../made/fake-sign-in.ts';
import { expect, json, test, unusedPort } from '../../../made/small-server.ts';
import { listThings, userAt } from '../../../made/user-in-test.ts';

const LATE_MS = 200;
const CHECK_MS = 150;

/** An operation whose reply takes long to check: its first look at the status keeps the event loop. */
const slowToCheck = (clock: FakeClock): Operation => ({
  ...listThings,
  success: {
    ...listThings.success,
    get status() {
      clock.jump(CHECK_MS);
      return [200];
    },
  },
});

test('a latency of the open model runs from the intended start to the last byte and leaves out checking the reply', async ({
  serve,
}) => {
  const signIn = new FakeSignIn();
  const { origin } = await serve(async (request, response) => {
    if (!(await signIn.answer(request, response))) json(response, 200, []);
  });
  const clock = new FakeClock();
  clock.jump(1_000);
  const elapsedMs = () => clock.nowMs();
  const operation = slowToCheck(clock);
  const gate = new ArrivalGate(new ArrivalCounters(), elapsedMs);
  const { user, recorder } = await userAt(origin, origin, {
    offered: new Map([[operation.id, { operation, path: operation.path }]]),
    clock,
    gate,
    elapsedMs,
  });
  // The first one opens the connection.
  for (const lateMs of [0, LATE_MS]) {
    recorder.takeSlice();
    gate.arrive(elapsedMs() - lateMs);
    expect(await user.do(operation.id)).toBe(true);
  }
  const { successes } = sumOperation(Object.values(decodeOperations(recorder.takeSlice())));
  // The clock stands still while the reply is on its way.
  expect((successes.maxUs ?? 0) / 1000).toBeCloseTo(LATE_MS, 0);
  await user.leave();
});

test('a refused connection does not make a user of the open model rest: arrivals would wait for it, and come when the target is back', async ({
  serve,
}) => {
  const signIn = new FakeSignIn();
  const { origin } = await serve(async (request, response) => void (await signIn.answer(request, response)));
  const refusing = `http://127.0.0.1:${await unusedPort()}`;
  const clock = new FakeClock();
  const gate = new ArrivalGate(new ArrivalCounters(), () => clock.nowMs());
  const { user, outcomes } = await userAt(origin, refusing, { clock, gate, elapsedMs: () => clock.nowMs() });
  // The clock stands still: with a rest this would never end.
  for (let arrival = 0; arrival < 5; arrival += 1) {
    gate.arrive(clock.nowMs());
    await user.do('things.list');
  }
  expect(outcomes()).toEqual({ refused: 5 });
  await user.leave();
});
