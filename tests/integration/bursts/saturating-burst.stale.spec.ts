import type { IncomingMessage } from 'node:http';
import { pacedBurst } from '../../../src/bursts/paced-burst.ts';
import { saturatingBurst } from '../../../src/bursts/saturating-burst.ts';
import { emptyReply, objectWith } from '../../../src/target/success-checks.ts';
import { burstAt, supplyOf } from '../../made/operation.ts';
import { expect, json, test } from '../../made/small-server.ts';

/** As long as it takes: what limits a burst of it is its number of requests. */
const LONG = { connections: 2, durationMs: 20_000 };

/** How a server gets rid of a connection that it had kept alive. */
const CLOSES = {
  'by an end': ({ socket }: IncomingMessage) => void socket.end(),
  'by a reset': ({ socket }: IncomingMessage) => void socket.resetAndDestroy(),
} as const;

for (const [how, close] of Object.entries(CLOSES)) {
  test(`a request on a kept-alive connection that the server closes ${how} is sent again, and is no failure`, async ({
    serve,
  }) => {
    let [answered, closed] = [0, 0];
    const onSocket = new WeakMap<object, number>();
    const server = await serve((request, response) => {
      const before = onSocket.get(request.socket) ?? 0;
      onSocket.set(request.socket, before + 1);
      if (before === 9) {
        closed += 1;
        close(request);
      } else {
        answered += 1;
        json(response, 200, { id: 1 });
      }
    });
    const burst = await saturatingBurst(burstAt(server.origin, { next: supplyOf(100) }), LONG);
    expect(burst.outcomes).toEqual({ ok: answered });
    expect(closed).toBeGreaterThan(3);
    // One that is lost when the burst is over is not sent again.
    expect(closed - (burst.repeated ?? 0)).toBeGreaterThanOrEqual(0);
    expect(closed - (burst.repeated ?? 0)).toBeLessThanOrEqual(LONG.connections);
  });

  test(`the same request is sent again after a close ${how}, so that a thing is deleted once and none is left`, async ({
    serve,
  }) => {
    let served = 0;
    const lost = new Set<string>();
    const { requests, origin } = await serve((request, response) => {
      served += 1;
      if (served !== 4) response.writeHead(204).end();
      else {
        lost.add(`${request.method} ${request.url}`);
        close(request);
      }
    });
    const request = burstAt(origin, {
      method: 'DELETE',
      success: emptyReply(),
      next: supplyOf(20),
    });
    const { outcomes, repeated } = await saturatingBurst(request, { ...LONG, connections: 1 });
    expect([outcomes, repeated]).toEqual([{ ok: 20 }, 1]);
    expect(new Set(requests).size).toBe(20);
    expect(requests.filter((each) => lost.has(each))).toHaveLength(2);
  });

  test(`a POST that is lost on a kept-alive connection by a close ${how} is a failure: it may have been done`, async ({
    serve,
  }) => {
    let [served, closed] = [0, 0];
    const { origin } = await serve((request, response) => {
      served += 1;
      if (served % 10 === 0) {
        closed += 1;
        close(request);
      } else json(response, 201, { id: 1 });
    });
    const request = burstAt(origin, { method: 'POST', success: objectWith('id', 201), next: supplyOf(100) });
    const { outcomes, repeated } = await saturatingBurst(request, LONG);
    expect(outcomes).toEqual({ ok: served - closed, reset: closed });
    expect(repeated).toBeUndefined();
  });
}

test('a request that is lost on its new connection too is a failure', async ({ serve }) => {
  let served = 0;
  const { origin } = await serve((request, response) => {
    served += 1;
    // The sixth is lost on the connection of five answers, the seventh is its repetition.
    if (served === 6 || served === 7) request.socket.resetAndDestroy();
    else json(response, 200, { id: 1 });
  });
  const { outcomes, repeated } = await saturatingBurst(burstAt(origin, { next: supplyOf(40) }), {
    ...LONG,
    connections: 1,
  });
  expect([outcomes, repeated]).toEqual([{ ok: served - 2, reset: 1 }, 1]);
});

test('an answer that is cut is a failure, also on a kept-alive connection', async ({ serve }) => {
  let served = 0;
  const { origin } = await serve((request, response) => {
    served += 1;
    if (served === 6)
      response.writeHead(200, { 'content-length': 50 }).write('{', () => request.socket.resetAndDestroy());
    else json(response, 200, { id: 1 });
  });
  const { outcomes, repeated } = await saturatingBurst(burstAt(origin, { next: supplyOf(40) }), {
    ...LONG,
    connections: 1,
  });
  expect([outcomes, repeated]).toEqual([{ ok: served - 1, reset: 1 }, undefined]);
});

test('a paced burst counts a stale connection in the same way', async ({ serve }) => {
  let served = 0;
  const { origin } = await serve((request, response) => {
    served += 1;
    // The first opens the connection.
    if (served === 4) request.socket.resetAndDestroy();
    else json(response, 200, { id: 1 });
  });
  const burst = await pacedBurst(burstAt(origin), {
    connections: 1,
    durationMs: 400,
    arrivalsPerSecond: 20,
  });
  expect([burst.outcomes, burst.repeated]).toEqual([{ ok: 8 }, 1]);
});

test('a target that says goodbye after some answers, as proxies do, makes no errors', async ({ serve }) => {
  let served = 0;
  const server = await serve((_request, response) => {
    served += 1;
    if (served % 10 === 0) response.setHeader('connection', 'close');
    json(response, 200, { id: 1 });
  });
  const { outcomes, repeated } = await saturatingBurst(burstAt(server.origin, { next: supplyOf(100) }), {
    ...LONG,
    connections: 1,
  });
  expect([outcomes, repeated]).toEqual([{ ok: 100 }, undefined]);
  expect(server.connections).toBeGreaterThan(3);
});

test('a POST that autocannon sends after a goodbye is sent again: the server has said that it does not do it', async ({
  serve,
}) => {
  let served = 0;
  const { origin } = await serve((_request, response) => {
    served += 1;
    if (served % 3 === 0) response.setHeader('connection', 'close');
    json(response, 201, { id: 1 });
  });
  const request = burstAt(origin, {
    method: 'POST',
    success: objectWith('id', 201),
    next: supplyOf(20),
  });
  const { outcomes } = await saturatingBurst(request, { ...LONG, connections: 1 });
  expect([outcomes, served]).toEqual([{ ok: 20 }, 20]);
});
