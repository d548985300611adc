import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../src/base/clock.ts';
import { pacedBurst } from '../../../src/bursts/paced-burst.ts';
import { OwnDelay } from '../../../src/measure/own-delay.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { judgeBurst } from '../../../src/verdict/judge-burst.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { burstAt } from '../../made/operation.ts';
import { expect, json, test } from '../../made/small-server.ts';

/** A clock for a burst, and the watch of a process whose time all passes in waiting for events. */
function watched(clock: Clock = new FakeClock()) {
  const ownDelay = new OwnDelay(clock.nowMs(), { idleMs: () => clock.nowMs(), waitedMs: undefined });
  return { clock, ownDelay };
}

/** Answers what opens a connection, and has the rest answered by this. */
function behindHealth(answer: (response: ServerResponse) => void) {
  return ({ url }: IncomingMessage, response: ServerResponse) =>
    url === '/health' ? json(response, 200, { id: 1 }) : answer(response);
}

/** Ten requests on two connections, with so much time for those that hang. */
const TEN_ON_TWO = { connections: 2, durationMs: 200, arrivalsPerSecond: 50, longestEndMs: 300 };

test('a burst on a service that hangs ends in time, and all that it could not send breaks the error rate', async ({
  serve,
}) => {
  const clock = new FakeClock();
  const hangs = behindHealth((response) => void clock.after(30_000, () => json(response, 503, {})));
  const { origin } = await serve(hangs);
  const burst = await clock.during(
    pacedBurst(burstAt(origin), {
      ...watched(clock),
      connections: 10,
      durationMs: 46_000,
      arrivalsPerSecond: 1_000 / 60 / 2,
    }),
  );
  expect(clock.nowMs()).toBeLessThan(83_000);
  // Two on each connection; the third was under way.
  expect(burst.outcomes).toEqual({ server_error: 20 });
  expect(burst.arrivals).toMatchObject({ offered: 384, notSent: 354 });
  expect(burst.waitedMs).toHaveLength(364);
  expect(Math.min(...burst.waitedMs)).toBeGreaterThan(35_000);
  const figures = { ...burst, operationId: 'deals.list', service: 'deals', saturating: false, isAlone: true };
  const judgements = judgeBurst(figures, loadTables());
  expect(judgements.find(({ statistic }) => statistic === 'errorRate')).toMatchObject({
    kind: 'fail',
    figure: 1,
    samples: 384,
  });
  expect(judgements.filter(({ kind }) => kind === 'pass')).toEqual([]);
});

test('at its end a burst sends nothing more, and says how long each request has waited since it was due', async ({
  serve,
}) => {
  const { clock, ownDelay } = watched();
  const { origin, requests } = await serve(behindHealth(() => undefined));
  const { outcomes, arrivals, waitedMs } = await (clock as FakeClock).during(
    pacedBurst(burstAt(origin), {
      clock,
      ownDelay,
      ...TEN_ON_TWO,
    }),
    1,
  );
  expect(outcomes).toEqual({});
  expect(arrivals).toEqual({ offered: 10, notSent: 8, ownLate: 0 });
  expect(requests.filter((line) => line === 'GET /thing')).toHaveLength(2);
  // The last was due 20 ms before the end of the 200 ms, the first 180 ms before it.
  expect(waitedMs).toHaveLength(10);
  expect(Math.round(Math.min(...waitedMs) / 10)).toBe(30);
  expect(Math.round(Math.max(...waitedMs) / 10)).toBe(48);
});

test('who waits at the end of a burst is still sent where the target answers by then', async ({ serve }) => {
  const { clock, ownDelay } = watched();
  let served = 0;
  const stalls = behindHealth((response) => {
    served += 1;
    if (served > 1) json(response, 200, { id: 1 });
    else clock.after(250, () => json(response, 200, { id: 1 }));
  });
  const { origin } = await serve(stalls);
  const { outcomes, arrivals, waitedMs } = await (clock as FakeClock).during(
    pacedBurst(burstAt(origin), {
      clock,
      ownDelay,
      connections: 1,
      durationMs: 200,
      arrivalsPerSecond: 50,
      longestEndMs: 300,
    }),
    1,
  );
  expect([outcomes, waitedMs]).toEqual([{ ok: 10 }, []]);
  expect(arrivals).toEqual({ offered: 10, notSent: 0, ownLate: 0 });
});

test('time in which the process stood still over the end is no wait for the target', async ({ serve }) => {
  const running = new FakeClock();
  let stoppedMs = 0;
  const { clock, ownDelay } = watched({
    nowMs: () => running.nowMs() + stoppedMs,
    // It stands still just before the timer of the end.
    after: (ms, callback) =>
      running.after(ms, () => {
        if (ms === 300) stoppedMs += 40_000;
        callback();
      }),
    every: (ms, callback) => running.every(ms, callback),
  });
  const { origin } = await serve(behindHealth(() => undefined));
  const { waitedMs } = await running.during(
    pacedBurst(burstAt(origin), {
      clock,
      ownDelay,
      ...TEN_ON_TWO,
    }),
    1,
  );
  expect(waitedMs).toHaveLength(10);
  expect(Math.max(...waitedMs)).toBeLessThan(600);
});
