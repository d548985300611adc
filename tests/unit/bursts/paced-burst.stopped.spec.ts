import type { Clock } from '../../../src/base/clock.ts';
import { pacedBurst } from '../../../src/bursts/paced-burst.ts';
import { OwnDelay } from '../../../src/measure/own-delay.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { burstAt } from '../../made/operation.ts';
import { expect, json, test } from '../../made/small-server.ts';

/** A process that can be stopped: no timer fires while it stands still, and it seems to idle. */
function stoppable() {
  const running = new FakeClock();
  let stoppedMs = 0;
  const clock: Clock = {
    nowMs: () => running.nowMs() + stoppedMs,
    after: (ms, callback) => running.after(ms, callback),
    every: (ms, callback) => running.every(ms, callback),
  };
  const ownDelay = new OwnDelay(clock.nowMs(), { idleMs: () => clock.nowMs(), waitedMs: undefined });
  const stop = (ms: number) => {
    stoppedMs += ms;
  };
  return { running, clock, ownDelay, stop };
}

test('a stop of the process is in the bound of the reply that is read after it', async ({ serve }) => {
  const { running, clock, ownDelay, stop } = stoppable();
  let served = 0;
  const { origin } = await serve((_request, response) => {
    served += 1;
    // The first opens the connection.
    if (served === 4) stop(300);
    json(response, 200, { id: 1 });
  });
  const options = { connections: 1, durationMs: 400, arrivalsPerSecond: 20, clock, ownDelay };
  const { successes, least } = await running.during(pacedBurst(burstAt(origin), options), 1);
  expect((successes.maxUs ?? 0) / 1000).toBeGreaterThanOrEqual(300);
  expect((least.maxUs ?? 0) / 1000).toBeLessThan(60);
});

test('what fails since it started in the crowd that a stop held back is no failure of the target', async ({
  serve,
}) => {
  const { running, clock, ownDelay, stop } = stoppable();
  let served = 0;
  const { origin } = await serve((_request, response) => {
    served += 1;
    if (served === 4) stop(300);
    // The first three that were held back fail, and the last one, which comes in time.
    const fails = (served > 4 && served < 8) || served === 13;
    json(response, fails ? 503 : 200, { id: 1 });
  });
  const options = { connections: 1, durationMs: 600, arrivalsPerSecond: 20, clock, ownDelay };
  const { outcomes, ownFailures } = await running.during(pacedBurst(burstAt(origin), options), 1);
  expect(outcomes).toEqual({ ok: 8, server_error: 4 });
  expect(ownFailures).toEqual({ server_error: 3 });
});
