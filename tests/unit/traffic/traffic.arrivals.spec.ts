import { arrivalFigures } from '../../../src/measure/arrival-figures.ts';
import { figuresOverall } from '../../../src/measure/operation-figures.ts';
import type { Slice } from '../../../src/measure/slice.ts';
import { readSlices } from '../../../src/measure/slice-file.ts';
import { operations } from '../../../src/target/catalogue.ts';
import { signInAccounts } from '../../../src/target/session/account-pool.ts';
import { planArrivals } from '../../../src/traffic/plan/arrival-plan.ts';
import { runTraffic } from '../../../src/traffic/traffic.ts';
import { FakeDeskStudio } from '../../made/fake-desk-studio.ts';
import { expect, test as withServers } from '../../made/small-server.ts';
import { targetAt } from '../../made/test-target.ts';

interface OpenRun {
  readonly perSecond: number;
  readonly seconds: number;
  readonly users: number;
  readonly maxVus: number;
  /** A stretch in which the target holds all answers back, from and to in ms since the traffic began. */
  readonly stall?: { readonly fromMs: number; readonly toMs: number };
}

/** Tests that put the open model on a target that serves everything, for real and in real time. */
const test = withServers.extend<{ run(open: OpenRun): Promise<Slice[]> }>({
  run: async ({ serve }, use) => {
    await use(async ({ perSecond, seconds, users, maxVus, stall }) => {
      const fake = new FakeDeskStudio();
      let startedMs = Number.POSITIVE_INFINITY;
      const { origin } = await serve((request, response) => {
        const atMs = performance.now() - startedMs;
        const isHeld = stall !== undefined && atMs >= stall.fromMs && atMs < stall.toMs;
        setTimeout(() => void fake.answer(request, response), isHeld ? stall.toMs - atMs : 0);
      });
      const target = targetAt(origin);
      const { sessions } = await signInAccounts({
        target,
        count: 3,
        dealershipId: () => 'd',
        onSignedIn: () => undefined,
      });
      const slicesPath = withServers.info().outputPath('slices.jsonl');
      const stages = [
        { durationSeconds: 0, targetVus: users },
        { durationSeconds: seconds, targetVus: users },
      ];
      startedMs = performance.now();
      await runTraffic({
        target,
        stages,
        arrivals: planArrivals(stages, users, { perSecond, pattern: 'even', maxVus }),
        offered: new Map(
          operations
            .filter(({ outOfReach, service }) => outOfReach === undefined && service !== 'auth')
            .map((operation) => [operation.id, { operation, path: operation.path }]),
        ),
        sessions,
        dealershipId: '9d1c2b3a-4f5e-5a6b-8c7d-0e1f2a3b4c5d',
        runTag: 'rtest',
        slicesPath,
        created: () => undefined,
        onFailure: () => undefined,
        onProgress: () => undefined,
        onGone: (reason) => {
          throw new Error(reason);
        },
        onTrouble: (error) => {
          throw error;
        },
        signal: new AbortController().signal,
      });
      return readSlices(slicesPath);
    });
  },
});

test('the flows of the people send one request for each arrival, and no think time holds them back', async ({
  run,
}) => {
  const slices = await run({ perSecond: 100, seconds: 2, users: 5, maxVus: 5 });
  const arrivals = arrivalFigures(slices);
  const { sent, ok } = figuresOverall(slices);
  expect(arrivals).toMatchObject({ offered: 200, sent: 200, notSent: 0 });
  expect(sent).toBe(200);
  expect(ok).toBe(200);
});

test('latency counts from the intended start: a stall is charged to all that were due in it', async ({
  run,
}) => {
  // Two users: all but two of the fifty arrivals of the stall wait for a user, at the generator.
  const slices = await run({
    perSecond: 100,
    seconds: 2,
    users: 2,
    maxVus: 2,
    stall: { fromMs: 1_000, toMs: 1_500 },
  });
  const { successes } = figuresOverall(slices);
  const arrivals = arrivalFigures(slices);
  expect(arrivals).toMatchObject({ offered: 200, notSent: 0 });
  // Those due in the stall waited from 500 ms down to nothing: a quarter of all, so at the 87th percentile 250 ms.
  expect((successes.percentileUs(87) ?? 0) / 1000).toBeGreaterThan(200);
  expect((successes.maxUs ?? 0) / 1000).toBeGreaterThan(450);
  expect((arrivals?.startLag.maxUs ?? 0) / 1000).toBeGreaterThan(400);
});

test('waiting for the target is no fault of the generator', async ({ run }) => {
  const slices = await run({
    perSecond: 100,
    seconds: 2,
    users: 2,
    maxVus: 2,
    stall: { fromMs: 1_000, toMs: 1_500 },
  });
  const arrivals = arrivalFigures(slices);
  const [all, own] = [arrivals?.startLag.percentileUs(95) ?? 0, arrivals?.ownLag.percentileUs(95) ?? 0];
  expect(all / 1000).toBeGreaterThan(300);
  expect(own / 1000).toBeLessThan(100);
  expect(slices[0]?.health.startLagP99Ms).toBeDefined();
});
