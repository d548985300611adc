import { arrivalFigures } from '../../../src/measure/arrival-figures.ts';
import type { DecodedSlice } from '../../../src/measure/decoded-slice.ts';
import { figuresByOperation, figuresOverall } from '../../../src/measure/operation-figures.ts';
import { startLagOf } from '../../../src/measure/start-lag.ts';
import { planArrivals } from '../../../src/traffic/plan/arrival-plan.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { FakeDeskStudio } from '../../made/fake-desk-studio.ts';
import { offeredAll, ranTraffic } from '../../made/ran-traffic.ts';
import { expect, test as withServers } from '../../made/small-server.ts';
import { targetAt } from '../../made/test-target.ts';

interface OpenRun {
  readonly users: number;
  readonly seconds?: number;
  readonly withAuth?: boolean;
  /** A stretch in which the target holds all answers back, from and to in ms since the traffic began. */
  readonly stall?: { readonly fromMs: number; readonly toMs: number };
}

/** Tests that put the open model, at 100 arrivals a second, on a target that serves everything. */
const test = withServers.extend<{ run(open: OpenRun): Promise<DecodedSlice[]> }>({
  run: async ({ serve }, use) => {
    await use(async ({ users, seconds = 2, withAuth = false, stall }) => {
      const fake = new FakeDeskStudio();
      const clock = new FakeClock();
      const { origin } = await serve((request, response) => {
        const atMs = clock.nowMs();
        if (stall === undefined || atMs < stall.fromMs || atMs >= stall.toMs)
          void fake.answer(request, response);
        else clock.after(stall.toMs - atMs, () => void fake.answer(request, response));
      });
      const shape = [
        { durationSeconds: 0, targetVus: users },
        { durationSeconds: seconds, targetVus: users },
      ];
      const { slices, troubles, gone } = await ranTraffic(targetAt(origin), {
        stages: shape,
        seconds,
        clock,
        stepMs: 1,
        arrivals: planArrivals(shape, users, { perSecond: 100, pattern: 'even', maxVus: users }),
        offered: offeredAll(({ service }) => withAuth || service !== 'auth'),
      });
      expect([troubles, gone]).toEqual([[], []]);
      return slices;
    });
  },
});

/** Two users: all but two of the fifty arrivals of the stall wait for a user, at the generator. */
const STALLED = { users: 2, stall: { fromMs: 1_000, toMs: 1_500 } } as const;

test('the flows of the people send one request for each arrival, and no think time holds them back', async ({
  run,
}) => {
  const slices = await run({ users: 5 });
  const { sent, ok } = figuresOverall(slices);
  expect(arrivalFigures(slices)).toMatchObject({ offered: 200, sent: 200, notSent: 0 });
  expect([sent, ok]).toEqual([200, 200]);
});

test('latency counts from the intended start: a stall is charged to all that were due in it', async ({
  run,
}) => {
  const slices = await run(STALLED);
  const { successes } = figuresOverall(slices);
  const arrivals = arrivalFigures(slices);
  expect(arrivals).toMatchObject({ offered: 200, notSent: 0 });
  // Those due in the stall waited from 500 ms down to nothing: a quarter of all, so at the 87th percentile 250 ms.
  expect((successes.percentileUs(87) ?? 0) / 1000).toBeGreaterThan(200);
  expect((successes.maxUs ?? 0) / 1000).toBeGreaterThan(450);
  expect((arrivals?.startLag.maxUs ?? 0) / 1000).toBeGreaterThan(400);
});

test('waiting for the target does not count against the generator', async ({ run }) => {
  const slices = await run(STALLED);
  const arrivals = arrivalFigures(slices);
  const [all, own] = [arrivals?.startLag.percentileUs(95) ?? 0, arrivals?.ownLag.percentileUs(95) ?? 0];
  expect(all / 1000).toBeGreaterThan(300);
  expect(own / 1000).toBeLessThan(100);
  expect(slices[0]?.health.startLagP99Ms).toBeDefined();
});

test("the start lag of the open model is that of the arrivals, and not the auth visitor's", async ({
  run,
}) => {
  const slices = await run({ users: 5, seconds: 6, withAuth: true });
  expect(figuresByOperation(slices).get('auth.login')?.ok).toBeGreaterThan(1);
  expect(slices.some(({ startLag }) => startLag !== undefined)).toBe(false);
  expect(startLagOf(slices)?.outside.count).toBe(arrivalFigures(slices)?.sent);
});
