import { mkdirSync } from 'node:fs';
import { watchRounds } from '../../../../lanes/traffic/watch-rounds.ts';
import { figuresOverall } from '../../../../src/measure/operation-figures.ts';
import { takeMeasuringTurn } from '../../../../src/record/measuring-turn.ts';
import { RunFolder } from '../../../../src/record/run-folder.ts';
import { planArrivals } from '../../../../src/traffic/plan/arrival-plan.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { FakeDeskStudio } from '../../../made/fake-desk-studio.ts';
import { offeredAll, ranTraffic, type TrafficToRun } from '../../../made/ran-traffic.ts';
import { expect, test as withServers } from '../../../made/small-server.ts';
import { targetAt } from '../../../made/test-target.ts';

/** A burst in the traffic's second and third second; what is sent in its last half second takes until 5 s. */
const BURST = { fromMs: 1_000, toMs: 3_000, slowFromMs: 2_500, slowUntilMs: 5_000 } as const;

/** Tests with a traffic whose requests a burst slows down until long after its end. */
const test = withServers.extend<{ slices(wanted: Partial<TrafficToRun>): Promise<SlicesOfBurst> }>({
  slices: async ({ serve }, use) => {
    const folder = new RunFolder(withServers.info().outputPath('run'));
    mkdirSync(folder.path, { recursive: true });
    await use(async (wanted) => {
      const [fake, clock] = [new FakeDeskStudio(), new FakeClock()];
      const { origin } = await serve((request, response) => {
        const atMs = clock.nowMs();
        if (atMs < BURST.slowFromMs || atMs >= BURST.toMs) void fake.answer(request, response);
        else clock.after(BURST.slowUntilMs - atMs, () => void fake.answer(request, response));
      });
      const turn = await takeMeasuringTurn(folder, { journey: 'login', number: 1, of: 1 }, clock);
      clock.after(BURST.fromMs, () => void turn.does({ kind: 'burst', operation: 'auth.login' }));
      clock.after(BURST.toMs, () => turn.end());
      const { slices } = await ranTraffic(targetAt(origin), {
        seconds: 8,
        clock,
        offered: offeredAll(({ service }) => service !== 'auth'),
        watchRounds: (changed, settling) => watchRounds(folder, changed, settling, clock),
        ...wanted,
      });
      const clean = slices.filter(({ round, fromMs }) => round === undefined && fromMs > BURST.fromMs);
      return {
        slowestOf: (which) => (figuresOverall({ clean, all: slices }[which]).successes.maxUs ?? 0) / 1000,
        cleanFromMs: clean[0]?.fromMs,
      };
    });
  },
});

interface SlicesOfBurst {
  /** The slowest success after the burst, or of all, in milliseconds. */
  slowestOf(which: 'clean' | 'all'): number;
  readonly cleanFromMs: number | undefined;
}

test('a request that was sent during a burst is in no slice of the scenario, however late it ends', async ({
  slices,
}) => {
  const { slowestOf, cleanFromMs } = await slices({ users: 10 });
  expect(slowestOf('all')).toBeGreaterThan(2_000);
  expect(cleanFromMs).toBeGreaterThan(BURST.slowUntilMs);
  expect(cleanFromMs).toBeLessThan(BURST.slowUntilMs + 1_200);
  expect(slowestOf('clean')).toBeLessThan(500);
});

test('nor is an arrival that was due during a burst and had to wait for a user until it was over', async ({
  slices,
}) => {
  const users = 2;
  const stages = [
    { durationSeconds: 0, targetVus: users },
    { durationSeconds: 8, targetVus: users },
  ];
  const arrivals = planArrivals(stages, users, { perSecond: 20, pattern: 'even', maxVus: users });
  const { slowestOf, cleanFromMs } = await slices({ stages, arrivals });
  expect(slowestOf('all')).toBeGreaterThan(2_000);
  expect(cleanFromMs).toBeLessThan(BURST.slowUntilMs + 1_200);
  // Those that were due after the burst and before its last request ended are the scenario's.
  expect(slowestOf('clean')).toBeLessThan(BURST.slowUntilMs - BURST.toMs);
});
