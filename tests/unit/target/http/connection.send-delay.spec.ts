import type { Clock } from '../../../../src/base/clock.ts';
import { OwnDelay } from '../../../../src/measure/own-delay.ts';
import { Connection } from '../../../../src/target/http/connection.ts';
import type { WireRequest } from '../../../../src/target/http/exchange.ts';
import { expect, test } from '../../../made/small-server.ts';

const post: WireRequest = { method: 'POST', path: '/', headers: [], body: 'deal' };

/** A clock that tells these times, one after the other. */
function telling(...timesMs: number[]): Clock {
  const nothing = () => () => undefined;
  return { nowMs: () => timesMs.shift() ?? Number.NaN, after: nothing, every: nothing };
}

/** Of an event loop that always idled since it was last asked: it delays no reading. */
function neverLate(): OwnDelay {
  let idleMs = 0;
  const idles = () => {
    idleMs += 1_000;
    return idleMs;
  };
  return new OwnDelay(0, { idleMs: idles, waitedMs: undefined });
}

test('what writing a request took is in the latency, and in the bound on what this process added', async ({
  serve,
}) => {
  const { origin } = await serve((_request, response) => response.end('ok'));
  // Another process took the core before the bytes were out: started, written, read; and the same for the second request.
  const clock = telling(0, 30, 50, 100, 101, 120);
  const connection = new Connection(origin, { tlsVerify: true, clock, ownDelay: neverLate() });
  const first = await connection.send(post);
  const second = await connection.send(post);
  await connection.destroy();
  expect(first).toMatchObject({ latencyUs: 50_000, ownDelayUs: 30_000 });
  expect(second).toMatchObject({ latencyUs: 20_000, ownDelayUs: 1_000 });
  expect(connection.sendDelayMs).toBe(1);
});

test('a request that is sent again on a new connection adds what writing it took, and not the time between', async ({
  serve,
}) => {
  let requests = 0;
  const { origin } = await serve((request, response) => {
    requests += 1;
    // The server closes a connection that it has used before, without an answer.
    if (requests === 2) request.socket.destroy();
    else response.end('ok');
  });
  const clock = telling(0, 1, 10, /* sent */ 100, 102, /* lost */ 140, /* again */ 150, 153, /* read */ 160);
  const connection = new Connection(origin, { tlsVerify: true, clock, ownDelay: neverLate() });
  await connection.send({ ...post, method: 'PUT' });
  const exchange = await connection.send({ ...post, method: 'PUT' });
  await connection.destroy();
  expect(exchange).toMatchObject({ isRepeated: true, latencyUs: 60_000, ownDelayUs: 5_000 });
});

test('where nothing watches this process, nothing is said of it', async ({ serve }) => {
  const { origin } = await serve((_request, response) => response.end('ok'));
  const connection = new Connection(origin, { tlsVerify: true, clock: telling(0, 50) });
  expect(await connection.send(post)).toMatchObject({ latencyUs: 50_000, ownDelayUs: 0 });
  await connection.destroy();
});
