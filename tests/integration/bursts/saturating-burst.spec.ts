import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { median } from '../../../src/base/statistics/averages.ts';
import { saturatingBurst } from '../../../src/bursts/saturating-burst.ts';
import { emptyReply, objectWith } from '../../../src/target/success-checks.ts';
import { burstAt } from '../../made/operation.ts';
import { expect, json, test, unusedPort } from '../../made/small-server.ts';

/** The sum of all outcomes. */
const ended = (outcomes: object) =>
  Object.values(outcomes).reduce((sum: number, count: number) => sum + count, 0);

/** Ends a burst by the number of answers: a duration would give a busy machine too few of them. */
function after(answers: number): { durationMs: number; signal: AbortSignal; answered(): void } {
  const abort = new AbortController();
  let left = answers;
  const answered = () => {
    left -= 1;
    if (left === 0) abort.abort();
  };
  return { durationMs: 30_000, signal: abort.signal, answered };
}

/** Answers after some milliseconds, and notes how long that really took. */
function slowly(ms: number, took: number[], answered: () => void): RequestListener {
  return (_request, response) => {
    const startedMs = performance.now();
    setTimeout(() => {
      json(response, 200, { id: 1 });
      took.push(performance.now() - startedMs);
      answered();
    }, ms);
  };
}

test('the latency is that of the target, in microseconds', async ({ serve }) => {
  const { answered, ...shape } = after(60);
  const took: number[] = [];
  const { origin } = await serve(slowly(20, took, answered));
  const { successes, outcomes, mode } = await saturatingBurst(burstAt(origin), { connections: 4, ...shape });
  expect(mode).toEqual({ kind: 'saturating' });
  expect(outcomes.ok).toBeGreaterThan(40);
  // A timer of 20 ms may fire 1 ms early.
  expect((successes.percentileUs(50) ?? 0) / 1000).toBeGreaterThanOrEqual(19);
  expect((successes.percentileUs(50) ?? 0) / 1000).toBeLessThan(1.75 * (median(took) ?? 0));
  // At 20 ms the histogram has steps of 16 µs: one value in 63 is a whole millisecond by chance, never all of them.
  const belowMs = [1, 10, 20, 30, 40].map((rank) => (successes.valueAtRankUs(rank) ?? 0) % 1000);
  expect(belowMs).not.toEqual([0, 0, 0, 0, 0]);
});

test('every connection is kept busy and the first answer of each is counted, not timed', async ({
  serve,
}) => {
  let [underWay, most] = [0, 0];
  const server = await serve((_request, response) => {
    underWay += 1;
    most = Math.max(most, underWay);
    setTimeout(() => {
      underWay -= 1;
      json(response, 200, { id: 1 });
    }, 10);
  });
  const { outcomes, successes } = await saturatingBurst(burstAt(server.origin), {
    connections: 6,
    durationMs: 400,
  });
  expect([most, server.connections]).toEqual([6, 6]);
  expect((outcomes.ok ?? 0) - successes.count).toBe(6);
});

test('every answer is counted once, by whole seconds too', async ({ serve }) => {
  const server = await serve((_request, response) => {
    setTimeout(() => json(response, 200, { id: 1 }), 5);
  });
  const burst = await saturatingBurst(burstAt(server.origin), { connections: 2, durationMs: 1100 });
  expect(server.requests).toHaveLength(ended(burst.outcomes));
  expect(burst.perSecond).toHaveLength(1);
  expect(burst.perSecond[0]).toBeGreaterThan(50);
  expect(burst.perSecond[0]).toBeLessThanOrEqual(ended(burst.outcomes));
  expect(burst.overTime.length).toBeGreaterThanOrEqual(8);
});

test('each request is built anew, and the caller gets the body of each success', async ({ serve }) => {
  const seen: string[] = [];
  const server = await serve(async (request, response) => {
    for await (const chunk of request) seen.push(`${request.url} ${chunk}`);
    json(response, 201, { id: seen.length });
  });
  let built = 0;
  const told: string[] = [];
  const request = burstAt(server.origin, {
    method: 'POST',
    success: objectWith('id', 201),
    headers: { 'content-type': 'application/json' },
    next: () => {
      built += 1;
      return { path: `/thing/${built}`, body: `{"naïve":${built}}` };
    },
    onSuccess: (body) => told.push(body.toString()),
  });
  const { outcomes } = await saturatingBurst(request, { connections: 2, durationMs: 200 });
  expect(new Set(seen)).toEqual(
    new Set(seen.map((_, index) => `/thing/${index + 1} {"naïve":${index + 1}}`)),
  );
  expect(new Set(seen).size).toBe(seen.length);
  expect(told).toHaveLength(outcomes.ok ?? -1);
  expect(told[0]).toBe('{"id":1}');
});

test('a web page with status 200 is a wrong body, and no latency of it is kept', async ({ serve }) => {
  const { origin } = await serve((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'),
  );
  const { outcomes, successes } = await saturatingBurst(burstAt(origin), { connections: 2, durationMs: 200 });
  expect(Object.keys(outcomes)).toEqual(['wrong_body']);
  expect(successes.count).toBe(0);
});

test('answers without a body are counted', async ({ serve }) => {
  const { origin } = await serve((_request, response) => response.writeHead(204).end());
  const request = burstAt(origin, { method: 'DELETE', success: emptyReply() });
  const { outcomes } = await saturatingBurst(request, { connections: 2, durationMs: 200 });
  expect(Object.keys(outcomes)).toEqual(['ok']);
  expect(outcomes.ok).toBeGreaterThan(5);
});

test('a refused port ends the burst within a second and without a storm', async () => {
  const request = burstAt(`http://127.0.0.1:${await unusedPort()}`);
  const endsAfterMs = async () => {
    const startedMs = performance.now();
    const { outcomes } = await saturatingBurst(request, { connections: 4, durationMs: 10_000 });
    expect(Object.keys(outcomes)).toEqual(['refused']);
    // Three attempts a connection, and those that were under way when the last of them failed.
    expect(outcomes.refused).toBeGreaterThanOrEqual(4);
    expect(outcomes.refused).toBeLessThanOrEqual(16);
    return performance.now() - startedMs;
  };
  // A busy machine may be slow for a while.
  await expect.poll(endsAfterMs).toBeLessThan(1000);
});

test('a target that closes each connection without an answer ends the burst too, counted as resets', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    socket.on('data', () => socket.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const endsAfterMs = async () => {
    connections = 0;
    const startedMs = performance.now();
    const { outcomes } = await saturatingBurst(burstAt(origin), { connections: 4, durationMs: 10_000 });
    expect(Object.keys(outcomes)).toEqual(['reset']);
    expect(connections).toBeLessThan(50);
    return performance.now() - startedMs;
  };
  // A busy machine may be slow for a while.
  await expect.poll(endsAfterMs).toBeLessThan(1000);
  server.close();
});

for (const [what, cut] of [
  ['within its answer, by a reset', 'reset'],
  ['within its answer, by an end', 'end'],
] as const) {
  test(`a connection that breaks ${what} does not spoil the latencies after it`, async ({ serve }) => {
    const { answered, ...shape } = after(30);
    const took: number[] = [];
    const answer = slowly(20, took, answered);
    let served = 0;
    const { origin } = await serve((request, response) => {
      served += 1;
      if (served !== 5) answer(request, response);
      else
        response
          .writeHead(200, { 'content-length': 5000 })
          .write('{"id":1', () => (cut === 'end' ? request.socket.end() : request.socket.resetAndDestroy()));
    });
    const { successes, outcomes } = await saturatingBurst(burstAt(origin), { connections: 1, ...shape });
    expect(outcomes).toEqual({ ok: expect.any(Number), reset: 1 });
    // Those before it and those after it: with the lost request left in the queue they would take 40 ms each.
    expect(successes.count).toBeGreaterThan(24);
    expect((successes.percentileUs(50) ?? 0) / 1000).toBeLessThan(1.75 * (median(took) ?? 0));
  });
}

test('what a busy event loop adds to latencies is not in the lower bound', async ({ serve }) => {
  const { answered, ...shape } = after(40);
  let served = 0;
  const { origin } = await serve((_request, response) => {
    json(response, 200, { id: 1 });
    served += 1;
    // The target shares this process: its reply now waits in the socket while the event loop is busy.
    if (served % 10 === 0) block(30);
    answered();
  });
  const { successes, least, health } = await saturatingBurst(burstAt(origin), { connections: 2, ...shape });
  expect(least.count).toBe(successes.count);
  expect(successes.maxUs ?? 0).toBeGreaterThan(25_000);
  expect(least.maxUs ?? 0).toBeLessThan(20_000);
  expect(health.eventLoopDelayMaxMs).toBeGreaterThan(15);
});

/** Keeps the event loop from everything else. */
function block(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}
