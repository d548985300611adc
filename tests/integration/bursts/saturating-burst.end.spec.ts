import { saturatingBurst } from '../../../src/bursts/saturating-burst.ts';
import { burstAt, supplyOf } from '../../made/operation.ts';
import { expect, json, test } from '../../made/small-server.ts';

/** The sum of all outcomes. */
const ended = (outcomes: object) =>
  Object.values(outcomes).reduce((sum: number, count: number) => sum + count, 0);

test('at its end no request is aborted: those under way finish and are samples', async ({ serve }) => {
  let aborted = 0;
  const server = await serve((_request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) aborted += 1;
    });
    setTimeout(() => json(response, 200, { id: 1 }), 150);
  });
  const startedMs = performance.now();
  const burst = await saturatingBurst(burstAt(server.origin), { connections: 20, durationMs: 400 });
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  expect(aborted).toBe(0);
  expect(ended(burst.outcomes)).toBe(server.requests.length);
  expect([burst.outcomes.ok, burst.waitedMs]).toEqual([server.requests.length, []]);
  expect(server.requests.length).toBeGreaterThanOrEqual(20);
  expect(burst.elapsedMs).toBeGreaterThan(400);
  // As many answers a second as 20 connections get that wait for 150 ms each, or 149 ms by an early timer.
  expect((server.requests.length / burst.elapsedMs) * 1000).toBeLessThan(135);
});

test('answers slower than the burst is long are latencies, counted from when the connection was open', async ({
  serve,
}) => {
  const { origin } = await serve((_request, response) => {
    setTimeout(() => json(response, 200, { id: 1 }), 400);
  });
  const { successes, outcomes } = await saturatingBurst(burstAt(origin), { connections: 5, durationMs: 200 });
  expect([outcomes, successes.count]).toEqual([{ ok: 5 }, 5]);
  // A timer may fire 1 ms early.
  expect((successes.minUs ?? 0) / 1000).toBeGreaterThanOrEqual(395);
  expect((successes.maxUs ?? 0) / 1000).toBeLessThan(2_000);
});

test('a target that closes each connection after its answer has latencies too', async ({ serve }) => {
  const { origin } = await serve((_request, response) => {
    response.setHeader('connection', 'close');
    setTimeout(() => json(response, 200, { id: 1 }), 20);
  });
  const { successes, least, outcomes } = await saturatingBurst(burstAt(origin), {
    connections: 2,
    durationMs: 400,
  });
  expect(outcomes.ok).toBeGreaterThan(2);
  expect(successes.count).toBe(outcomes.ok);
  expect(least.count).toBe(successes.count);
  expect((successes.percentileUs(50) ?? 0) / 1000).toBeGreaterThanOrEqual(19);
});

test('a target that hangs at the end is cut when the time for it is over, and its requests are still waiting', async ({
  serve,
}) => {
  let served = 0;
  const server = await serve((_request, response) => {
    served += 1;
    if (served <= 9) json(response, 200, { id: 1 });
  });
  const { outcomes, waitedMs, elapsedMs } = await saturatingBurst(burstAt(server.origin), {
    connections: 3,
    durationMs: 400,
    longestEndMs: 300,
  });
  expect(outcomes).toEqual({ ok: 9 });
  expect(waitedMs).toHaveLength(3);
  for (const ms of waitedMs) expect(ms).toBeGreaterThanOrEqual(300);
  expect(ended(outcomes) + 3).toBe(server.requests.length);
  expect(elapsedMs).toBeGreaterThanOrEqual(690);
});

test('a request whose connection breaks while the burst ends has failed', async ({ serve }) => {
  let served = 0;
  const server = await serve((request) => {
    served += 1;
    const how = served % 2 === 0 ? 'resetAndDestroy' : 'destroy';
    setTimeout(() => request.socket[how](), 200);
  });
  const { outcomes, waitedMs } = await saturatingBurst(burstAt(server.origin), {
    connections: 2,
    durationMs: 100,
  });
  expect(waitedMs).toEqual([]);
  expect(server.requests).toHaveLength(2);
  expect(outcomes.reset ?? 0).toBeGreaterThanOrEqual(1);
});

for (const [supply, connections] of [
  [25, 4],
  [2, 4],
  [0, 3],
] as const) {
  test(`with ${supply} things to use up, ${connections} connections send ${supply} requests and end`, async ({
    serve,
  }) => {
    const server = await serve((_request, response) => {
      setTimeout(() => json(response, 200, { id: 1 }), 5);
    });
    const startedMs = performance.now();
    const { outcomes } = await saturatingBurst(burstAt(server.origin, { next: supplyOf(supply) }), {
      connections,
      durationMs: 10_000,
    });
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    expect(server.requests).toHaveLength(supply);
    expect(outcomes).toEqual(supply === 0 ? {} : { ok: supply });
  });
}

for (const [moment, abortAfterMs] of [
  ['before it begins', undefined],
  ['on its way', 100],
] as const) {
  test(`a burst that is aborted ${moment} ends within a second with what it has`, async ({ serve }) => {
    const { origin } = await serve((_request, response) => json(response, 200, { id: 1 }));
    const aborted = async () => {
      const abort = new AbortController();
      if (abortAfterMs === undefined) abort.abort();
      else setTimeout(() => abort.abort(), abortAfterMs);
      const startedMs = performance.now();
      const { perSecond, endedBySignal } = await saturatingBurst(burstAt(origin), {
        connections: 2,
        durationMs: 10_000,
        signal: abort.signal,
      });
      return { endsWithinASecond: performance.now() - startedMs < 1000, perSecond, endedBySignal };
    };
    // A busy machine may be slow for a while.
    await expect.poll(aborted).toEqual({ endsWithinASecond: true, perSecond: [], endedBySignal: true });
  });
}

test('an abort while the last answers are waited for, or after the last thing was used up, ends nothing early', async ({
  serve,
}) => {
  const abort = new AbortController();
  const { origin } = await serve((_request, response) => {
    setTimeout(() => json(response, 200, { id: 1 }), 1_000);
  });
  const burstOf = (durationMs: number, supply: number) =>
    saturatingBurst(burstAt(origin, { next: supplyOf(supply) }), {
      connections: 2,
      durationMs,
      signal: abort.signal,
    });
  setTimeout(() => abort.abort(), 500);
  const [inTime, usedUp] = await Promise.all([burstOf(100, 10), burstOf(10_000, 1)]);
  expect([inTime.outcomes, usedUp.outcomes]).toEqual([{ ok: 2 }, { ok: 1 }]);
  expect([inTime.endedBySignal, usedUp.endedBySignal]).toEqual([undefined, undefined]);
});
