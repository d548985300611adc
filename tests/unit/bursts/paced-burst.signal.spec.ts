import { pacedBurst } from '../../../src/bursts/paced-burst.ts';
import { OwnDelay } from '../../../src/measure/own-delay.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { burstAt, supplyOf } from '../../made/operation.ts';
import { expect, json, test } from '../../made/small-server.ts';

for (const { moment, connections, abortAfterMs, supply, expected } of [
  {
    moment: 'before the last request was due ends it',
    connections: 10,
    abortAfterMs: 100,
    supply: 10,
    expected: true,
  },
  {
    moment: 'while requests wait for a connection ends it',
    connections: 2,
    abortAfterMs: 300,
    supply: 10,
    expected: true,
  },
  {
    moment: 'while the last answers are waited for ends nothing',
    connections: 10,
    abortAfterMs: 300,
    supply: 10,
    expected: undefined,
  },
  {
    moment: 'after the last thing was used up ends nothing',
    connections: 2,
    abortAfterMs: 100,
    supply: 1,
    expected: undefined,
  },
])
  test(`a signal ${moment}`, async ({ serve }) => {
    const clock = new FakeClock();
    const ownDelay = new OwnDelay(0, { idleMs: () => clock.nowMs(), waitedMs: undefined });
    const abort = new AbortController();
    const { origin } = await serve(({ url }, response) => {
      if (url === '/health') json(response, 200, { id: 1 });
      else clock.after(400, () => json(response, 200, { id: 1 }));
    });
    const take = supplyOf(supply);
    let isFirst = true;
    const next = () => {
      // Opening the connections takes some of the clock's time.
      if (isFirst) clock.after(abortAfterMs, () => abort.abort());
      isFirst = false;
      return take();
    };
    const options = { connections, durationMs: 200, arrivalsPerSecond: 50, signal: abort.signal };
    const { endedBySignal } = await clock.during(
      pacedBurst(burstAt(origin, { next }), { ...options, clock, ownDelay }),
      1,
    );
    expect(endedBySignal).toBe(expected);
  });
