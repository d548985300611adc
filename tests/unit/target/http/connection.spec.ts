import { type AddressInfo, createServer } from 'node:net';
import { Connection } from '../../../../src/target/http/connection.ts';
import type { Exchange, WireRequest } from '../../../../src/target/http/exchange.ts';
import { selfSigned } from '../../../made/self-signed.ts';
import { expect, json, test, unusedPort } from '../../../made/small-server.ts';

const get: WireRequest = { method: 'GET', path: '/', headers: [], body: undefined };

test('the latency is first byte written to last byte read', async ({ serve }) => {
  let servedMs = 0;
  const { origin } = await serve((_request, response) => {
    const receivedMs = performance.now();
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'text/plain' }).write('first ');
      setTimeout(() => {
        servedMs = performance.now() - receivedMs;
        response.end('last');
      }, 20);
    }, 20);
  });
  const connection = new Connection(origin, { tlsVerify: true });
  await connection.send(get);
  const askedMs = performance.now();
  const exchange = await connection.send(get);
  const waitedMs = performance.now() - askedMs;
  await connection.destroy();
  expect(exchange.body.toString()).toBe('first last');
  const latencyMs = (exchange.latencyUs ?? 0) / 1000;
  // Between what the server knows and what the caller waited for, however busy the machine is.
  expect(latencyMs).toBeGreaterThanOrEqual(servedMs);
  expect(latencyMs).toBeLessThanOrEqual(waitedMs);
});

test('opening the connection is not in the latency', async () => {
  // Takes the connection on only after 50 ms: TLS, which the client opens before it writes its request.
  const tls = selfSigned();
  test.skip(tls === undefined, 'the certificate is made by openssl, which is not installed');
  if (tls === undefined) return;
  const { createServer: createTlsServer } = await import('node:https');
  const inner = createTlsServer(tls, (_request, response) => response.end('ok'));
  const outer = createServer((socket) => {
    socket.pause();
    setTimeout(() => inner.emit('connection', socket), 50);
  });
  await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve));
  const { port } = outer.address() as AddressInfo;
  const connection = new Connection(`https://127.0.0.1:${port}`, { tlsVerify: false });
  const askedMs = performance.now();
  const { status, latencyUs = 0 } = await connection.send(get);
  const waitedMs = performance.now() - askedMs;
  await connection.destroy();
  outer.close();
  expect(status).toBe(200);
  expect(waitedMs).toBeGreaterThanOrEqual(48);
  // The timer may fire a fraction of a millisecond early.
  expect(latencyUs / 1000).toBeLessThanOrEqual(waitedMs - 48);
});

test('requests of one connection follow each other on one socket', async ({ serve }) => {
  const server = await serve((_request, response) => response.end('ok'));
  const connection = new Connection(server.origin, { tlsVerify: true });
  for (let request = 0; request < 5; request += 1) await connection.send(get);
  await connection.destroy();
  expect([server.requests.length, server.connections]).toEqual([5, 1]);
});

test('a reply is forgotten as soon as it is dealt with, and what send returned stays', async ({ serve }) => {
  const { origin } = await serve((request, response) => response.end(`reply to ${request.url}`));
  const connection = new Connection(origin, { tlsVerify: true });
  const first = await connection.send({ ...get, path: '/first' });
  const [seen, after] = await new Promise<[string, Exchange]>((resolve) => {
    connection.exchange({ ...get, path: '/second' }, (exchange) => {
      const text = exchange.body.toString();
      setImmediate(() => resolve([text, exchange]));
    });
  });
  await connection.destroy();
  expect(seen).toBe('reply to /second');
  expect(after).toMatchObject({ headers: {}, status: 200, bodyBytes: seen.length });
  expect(after.body.length).toBe(0);
  expect(first.body.toString()).toBe('reply to /first');
  expect(first.headers).toMatchObject({ 'content-length': '15' });
});

test('a second request while one is under way is refused', async ({ serve }) => {
  const { origin } = await serve(() => undefined);
  const connection = new Connection(origin, { tlsVerify: true });
  const first = connection.send(get);
  await expect(connection.send(get)).rejects.toThrow('still under way');
  await connection.destroy();
  expect((await first).failure).toBeDefined();
});

test('a refused connection has no latency', async () => {
  const connection = new Connection(`http://127.0.0.1:${await unusedPort()}`, { tlsVerify: true });
  expect(await connection.send(get)).toMatchObject({ failure: 'refused', status: 0, latencyUs: undefined });
  await connection.destroy();
});

test('several Server-Timing headers are one list', async ({ serve }) => {
  const { origin } = await serve((_request, response) => {
    json(response.setHeader('server-timing', ['total;dur=9', 'db;dur=4']), 200, {});
  });
  const connection = new Connection(origin, { tlsVerify: true });
  expect(await connection.send(get)).toMatchObject({ serverTiming: 'total;dur=9, db;dur=4' });
  await connection.destroy();
});

test('a failure forgets the answer before it', async ({ serve }) => {
  let served = 0;
  const { origin } = await serve((request, response) => {
    served += 1;
    if (served === 1) json(response.setHeader('server-timing', 'total;dur=1'), 200, { id: 1 });
    else request.socket.resetAndDestroy();
  });
  const connection = new Connection(origin, { tlsVerify: true });
  expect(await connection.send(get)).toMatchObject({
    status: 200,
    serverTiming: 'total;dur=1',
    bodyBytes: 8,
  });
  expect(await connection.send(get)).toMatchObject({
    failure: 'reset',
    status: 0,
    contentType: '',
    serverTiming: '',
    headers: {},
    bodyBytes: 0,
  });
  await connection.destroy();
});

test('after a failure the connection is opened anew', async ({ serve }) => {
  let served = 0;
  const { origin } = await serve((request, response) => {
    served += 1;
    if (served === 1) request.socket.resetAndDestroy();
    else response.end('back');
  });
  const connection = new Connection(origin, { tlsVerify: true });
  expect((await connection.send(get)).failure).toBe('reset');
  expect(await connection.send(get)).toMatchObject({ failure: undefined, status: 200, bodyBytes: 4 });
  await connection.destroy();
});

test('body and headers arrive as they were sent', async ({ serve }) => {
  let seen = '';
  const { origin } = await serve(async (request, response) => {
    for await (const chunk of request) seen += String(chunk);
    response.writeHead(204, { 'x-ratelimit-limit': '1000' }).end(seen.length > 0 ? undefined : 'never');
  });
  const connection = new Connection(origin, { tlsVerify: true });
  const headers = ['content-type', 'application/json'];
  const exchange = await connection.send({ method: 'POST', path: '/', headers, body: '{"a":"ü"}' });
  expect(seen).toBe('{"a":"ü"}');
  expect([exchange.status, exchange.bodyBytes, exchange.headers['x-ratelimit-limit']]).toEqual([
    204,
    0,
    '1000',
  ]);
  await connection.destroy();
});

for (const [tlsVerify, failure] of [
  [true, 'tls'],
  [false, undefined],
] as const) {
  test(`a certificate that nobody vouches for is ${tlsVerify ? 'refused' : 'accepted'} with tlsVerify ${tlsVerify}`, async ({
    serve,
  }) => {
    const tls = selfSigned();
    test.skip(tls === undefined, 'the certificate is made by openssl, which is not installed');
    if (tls === undefined) return;
    const { origin } = await serve((_request, response) => response.end('ok'), { tls });
    const connection = new Connection(origin, { tlsVerify });
    expect((await connection.send(get)).failure).toBe(failure);
    await connection.destroy();
  });
}
