import { sleep } from '../../../src/base/clock.ts';
import type { BurstRequest } from '../../../src/bursts/burst-request.ts';
import type { BurstResult } from '../../../src/bursts/burst-result.ts';
import { type PacedBurstOptions, pacedBurst } from '../../../src/bursts/paced-burst.ts';
import { OwnDelay } from '../../../src/measure/own-delay.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { burstAt, supplyOf } from '../../made/operation.ts';
import { expect, json, unusedPort, test as withServers } from '../../made/small-server.ts';

/** Tests with bursts whose time is that of a fake clock, and moves by milliseconds while the target works. */
const test = withServers.extend<{
  clock: FakeClock;
  burst(request: BurstRequest, options: PacedBurstOptions): Promise<BurstResult>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  clock: async ({}, use) => use(new FakeClock()),
  burst: async ({ clock }, use) =>
    use((request, options) => {
      // All time of this clock passes in waiting for events, except for what a test jumps over.
      const ownDelay = new OwnDelay(clock.nowMs(), { idleMs: () => clock.nowMs(), waitedMs: undefined });
      return clock.during(pacedBurst(request, { ...options, clock, ownDelay }), 1);
    }),
});

test('requests arrive at the rate asked for, whatever the target does', async ({ serve, clock, burst }) => {
  const arrivedMs: number[] = [];
  const { origin } = await serve((_request, response) => {
    arrivedMs.push(clock.nowMs());
    json(response, 200, { id: 1 });
  });
  const { outcomes, mode, connections, arrivals } = await burst(burstAt(origin), {
    connections: 2,
    durationMs: 600,
    arrivalsPerSecond: 50,
  });
  expect(arrivals).toEqual({ offered: 30, notSent: 0, ownLate: 0 });
  expect([mode, connections, outcomes]).toEqual([{ kind: 'paced', arrivalsPerSecond: 50 }, 2, { ok: 30 }]);
  // Two opened the connections; the other thirty come 20 ms apart. A delayed one does not shift the rest.
  expect(arrivedMs).toHaveLength(32);
  const lastMs = (arrivedMs.at(-1) ?? 0) - (arrivedMs[2] ?? 0);
  expect(lastMs).toBeGreaterThan(560);
  expect(lastMs).toBeLessThan(600);
});

test('the latency of an undisturbed target is its own', async ({ serve, clock, burst }) => {
  const { origin } = await serve((_request, response) => {
    clock.after(20, () => json(response, 200, { id: 1 }));
  });
  const { successes } = await burst(burstAt(origin), {
    connections: 4,
    durationMs: 500,
    arrivalsPerSecond: 40,
  });
  const medianMs = (successes.percentileUs(50) ?? 0) / 1000;
  expect(medianMs).toBeGreaterThanOrEqual(20);
  // Some milliseconds go by while request and reply are on their way.
  expect(medianMs).toBeLessThan(40);
});

test('a stall of 300 ms is charged to all who had to wait for it', async ({ serve, clock, burst }) => {
  let served = 0;
  const { origin } = await serve(async (_request, response) => {
    served += 1;
    // The first opens the connection; the sixth of the others stalls.
    if (served === 7) await sleep(clock, 300);
    json(response, 200, { id: 1 });
  });
  const { successes, least, outcomes, arrivals } = await burst(burstAt(origin), {
    connections: 1,
    durationMs: 1000,
    arrivalsPerSecond: 50,
  });
  expect(outcomes).toEqual({ ok: 50 });
  // Who waits for a busy target is not late by our fault.
  expect(arrivals).toEqual({ offered: 50, notSent: 0, ownLate: 0 });
  // The wait for a busy target is in the lower bound too: the measurer did not cause it.
  expect((least.maxUs ?? 0) / 1000).toBeGreaterThanOrEqual(270);
  expect((least.percentileUs(90) ?? 0) / 1000).toBeGreaterThanOrEqual(150);
  // Of those that were due within the stall, every 20 ms, about the first ten waited for 100 ms and more.
  const over100Ms =
    50 -
    Array.from({ length: 50 }, (_, index) => successes.valueAtRankUs(index + 1) ?? 0).filter(
      (us) => us < 100_000,
    ).length;
  expect(over100Ms).toBeGreaterThanOrEqual(9);
  expect(over100Ms).toBeLessThanOrEqual(18);
  expect((successes.maxUs ?? 0) / 1000).toBeGreaterThanOrEqual(299);
});

test('a refused port is asked at the pace of the burst and no more often', async ({ clock, burst }) => {
  const { outcomes, successes } = await burst(burstAt(`http://127.0.0.1:${await unusedPort()}`), {
    connections: 2,
    durationMs: 300,
    arrivalsPerSecond: 20,
  });
  expect([outcomes, successes.count]).toEqual([{ refused: 6 }, 0]);
  expect(clock.nowMs()).toBeLessThan(1500);
});

test('a wrong body is counted as one, and none of its latency is kept', async ({ serve, burst }) => {
  const { origin } = await serve((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'),
  );
  const { outcomes, successes } = await burst(burstAt(origin), {
    connections: 1,
    durationMs: 200,
    arrivalsPerSecond: 50,
  });
  expect([outcomes, successes.count]).toEqual([{ wrong_body: 10 }, 0]);
});

test('connections are opened by requests that no limit counts, and the caller learns about every success', async ({
  serve,
  burst,
}) => {
  const { origin, requests } = await serve((_request, response) => json(response, 200, { id: 1 }));
  let told = 0;
  const request = burstAt(origin, {
    onSuccess: () => {
      told += 1;
    },
  });
  await burst(request, { connections: 3, durationMs: 100, arrivalsPerSecond: 100 });
  expect(told).toBe(10);
  expect(requests.filter((line) => line === 'GET /health')).toHaveLength(3);
  expect(requests).toHaveLength(13);
});

test('an aborted burst sends nothing more, not even what was waiting', async ({ serve, clock, burst }) => {
  const abort = new AbortController();
  let served = 0;
  const { origin } = await serve(async (_request, response) => {
    served += 1;
    // From the first measured one on each takes longer than the next is away, so that requests pile up.
    if (served > 1) await sleep(clock, 60);
    else clock.after(250, () => abort.abort());
    json(response, 200, { id: 1 });
  });
  const { outcomes, arrivals, waitedMs } = await burst(burstAt(origin), {
    connections: 1,
    durationMs: 10_000,
    arrivalsPerSecond: 100,
    signal: abort.signal,
  });
  expect(clock.nowMs()).toBeLessThan(1000);
  expect(outcomes.ok).toBeLessThanOrEqual(6);
  // Those that still waited are in the count of what was due.
  expect(arrivals?.notSent).toBeGreaterThan(10);
  expect(arrivals?.offered).toBe((outcomes.ok ?? 0) + (arrivals?.notSent ?? 0));
  expect(waitedMs, 'it was not the target that kept them').toEqual([]);
});

test('with nothing left to send it ends, and the rate is that of what it sent', async ({ serve, burst }) => {
  const server = await serve((_request, response) => json(response, 200, { id: 1 }));
  const { outcomes, elapsedMs, arrivals } = await burst(burstAt(server.origin, { next: supplyOf(7) }), {
    connections: 2,
    durationMs: 60_000,
    arrivalsPerSecond: 50,
  });
  expect(arrivals).toEqual({ offered: 7, notSent: 0, ownLate: 0 });
  // Two more requests opened the connections.
  expect([server.requests.length, outcomes]).toEqual([9, { ok: 7 }]);
  expect(elapsedMs).toBeGreaterThanOrEqual(100);
  expect(elapsedMs).toBeLessThan(200);
});

test('the time of its last request belongs to it, so that answers per time are the rate', async ({
  serve,
  burst,
}) => {
  const { origin } = await serve((_request, response) => json(response, 200, { id: 1 }));
  const { outcomes, elapsedMs } = await burst(burstAt(origin), {
    connections: 2,
    durationMs: 1000,
    arrivalsPerSecond: 5,
  });
  expect((outcomes.ok ?? 0) / elapsedMs).toBe(5 / 1000);
});

test('an error in building a request ends the burst with that error', async ({ serve, burst }) => {
  const { origin } = await serve((_request, response) => json(response, 200, { id: 1 }));
  let built = 0;
  const request = burstAt(origin, {
    next: () => {
      built += 1;
      if (built > 4) throw new Error('dealId is not known');
      return { path: '/thing' };
    },
  });
  await expect(burst(request, { connections: 2, durationMs: 300, arrivalsPerSecond: 50 })).rejects.toThrow(
    'dealId is not known',
  );
});

test('a request that the measurer itself starts late is charged with that in the figure, not in its lower bound', async ({
  serve,
  clock,
  burst,
}) => {
  const { origin } = await serve((_request, response) => json(response, 200, { id: 1 }));
  let built = 0;
  const request = burstAt(origin, {
    next: () => {
      built += 1;
      if (built === 3) clock.jump(200);
      return { path: '/thing' };
    },
  });
  const { successes, least, arrivals } = await burst(request, {
    connections: 1,
    durationMs: 500,
    arrivalsPerSecond: 10,
  });
  expect((successes.maxUs ?? 0) / 1000).toBeGreaterThanOrEqual(200);
  expect((least.maxUs ?? 0) / 1000).toBeLessThan(60);
  // The third one by 200 ms, and the next by 100 ms.
  expect(arrivals).toEqual({ offered: 5, notSent: 0, ownLate: 2 });
});

test('requests that bring headers are sent with these in place of the burst’s own', async ({
  serve,
  burst,
}) => {
  const seen: (string | undefined)[] = [];
  const { origin } = await serve((request, response) => {
    if (request.url !== '/health') seen.push(request.headers.authorization);
    json(response, 200, { id: 1 });
  });
  const request = burstAt(origin);
  let count = 0;
  const next = () => {
    count += 1;
    const path = request.next()?.path ?? '';
    return { path, headers: ['authorization', `Bearer ${count % 2}`] };
  };
  await burst({ ...request, next }, { connections: 1, durationMs: 100, arrivalsPerSecond: 40 });
  expect(seen).toEqual(['Bearer 1', 'Bearer 0', 'Bearer 1', 'Bearer 0']);
});
