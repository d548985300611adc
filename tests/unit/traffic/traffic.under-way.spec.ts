import type { RequestListener } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { planArrivals } from '../../../src/traffic/plan/arrival-plan.ts';
import type { DecidedLoad } from '../../../src/traffic/plan/planned-search.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { FakeDeskStudio } from '../../made/fake-desk-studio.ts';
import { offeredAll, ranTraffic } from '../../made/ran-traffic.ts';
import { expect, type SmallServer, test } from '../../made/small-server.ts';
import { targetAt } from '../../made/test-target.ts';

const USERS = 6;
const END_MS = 4_000;
/** From then on the target answers nothing. */
const FROZEN_MS = 2_000;

/** Its process has nothing to do in between, as one that waits for replies: else all of the time would be its own delay. */
class IdleClock extends FakeClock {
  override async advance(ms: number, stepMs?: number): Promise<void> {
    await super.advance(ms, stepMs);
    const { idleTime } = performance.nodeTiming;
    // On a busy machine a timer may be overdue at once, and then nothing was waited for.
    do await sleep(1);
    while (performance.nodeTiming.idleTime === idleTime);
  }
}

/** A load that is decided, of the same users until its first slice is closed. */
function oneSlice(): DecidedLoad {
  const load = {
    level: USERS,
    phases: [{ kind: 'plateau' as const, endMs: END_MS }],
    isOver: false,
    closed: () => {
      load.isOver = true;
    },
  };
  return load;
}

/** The traffic on a target that answers nothing any more after a while. */
async function onFrozen(
  serve: (answer: RequestListener) => Promise<SmallServer>,
  load: DecidedLoad | undefined,
  options: Partial<Parameters<typeof ranTraffic>[1]>,
) {
  const [fake, clock] = [new FakeDeskStudio(), new IdleClock()];
  const { origin } = await serve((request, response) => {
    if (clock.nowMs() < FROZEN_MS) void fake.answer(request, response);
  });
  return ranTraffic(targetAt(origin), {
    seconds: END_MS / 1000,
    clock,
    stepMs: 100,
    offered: offeredAll(({ service }) => service !== 'auth'),
    ...(load !== undefined && { load }),
    ...options,
  });
}

for (const [what, load] of [
  [
    'a search for the capacity knows how long requests have waited that are under way when a slice ends',
    oneSlice(),
  ],
  ['no other traffic asks', undefined],
] as const)
  test(what, async ({ serve }) => {
    const { slices } = await onFrozen(serve, load, {
      users: USERS,
    });
    const [first] = slices;
    const waits = Object.values(first?.underWayMs ?? {}).flat();
    if (load === undefined) expect(waits).toEqual([]);
    else expect(waits.filter((ms) => ms > 500).length).toBeGreaterThan(USERS / 2);
    for (const ms of waits) expect(ms).toBeLessThanOrEqual(END_MS - FROZEN_MS + 100);
    // When the users have left, what had no end is counted as such.
    expect(slices.at(-1)).not.toHaveProperty('underWayMs');
  });

for (const [what, load] of [
  ['a search in the open model knows how many arrivals wait for a user when a slice ends', oneSlice()],
  ['no other open model asks', undefined],
] as const)
  test(what, async ({ serve }) => {
    const users = 2;
    const stages = [0, END_MS / 1000].map((durationSeconds) => ({ durationSeconds, targetVus: users }));
    const { slices } = await onFrozen(serve, load, {
      stages,
      arrivals: planArrivals(stages, users, { perSecond: USERS, pattern: 'even', maxVus: users }),
    });
    const count = slices[0]?.arrivals?.waiting?.count ?? 0;
    if (load === undefined) expect(count).toBe(0);
    // Of those that came while the target was frozen, two are under way.
    else expect(count).toBeGreaterThan((USERS * (END_MS - FROZEN_MS)) / 1000 / 2);
  });
