import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { saturatingBurst } from '../../../../src/bursts/saturating-burst.ts';
import { mayHideAnswer } from '../../../../src/measure/own-delay.ts';
import { Connection } from '../../../../src/target/http/connection.ts';
import { LONGEST_REPLY_BYTES } from '../../../../src/target/http/reply-limits.ts';
import { burstAt } from '../../../made/operation.ts';
import { selfSigned } from '../../../made/self-signed.ts';
import { expect, test } from '../../../made/small-server.ts';

const get = { method: 'GET', path: '/', headers: [], body: undefined } as const;

test('a body without an end is cut off at 8 MiB, for a user and for a burst, and the next request is sent', async ({
  serve,
}) => {
  let served = 0;
  const { origin } = await serve((request, response) => {
    if (request.url === '/short') return void response.end('short');
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (!response.destroyed) {
        served += 65_536;
        if (!response.write(Buffer.alloc(65_536, 'a'))) return;
      }
    };
    response.on('drain', more);
    more();
  });
  const connection = new Connection(origin, { tlsVerify: true });
  const exchange = await connection.send({ ...get, headers: [] });
  expect([exchange.failure, exchange.status, exchange.bodyBytes]).toEqual(['too_large', 0, 0]);
  const after = await connection.send({ ...get, path: '/short', headers: [] });
  expect([after.failure, after.body.toString()]).toEqual([undefined, 'short']);
  await connection.destroy();
  // What the server has written is in the buffers of both sockets, too.
  expect(served).toBeLessThan(4 * LONGEST_REPLY_BYTES);

  const { outcomes } = await saturatingBurst(burstAt(origin), { connections: 1, durationMs: 300 });
  expect(Object.keys(outcomes)).toEqual(['too_large']);
});

test('a body that comes bit by bit ends when the answer has taken as long as any may', async ({ serve }) => {
  const { origin } = await serve((_request, response) => {
    const timer = setInterval(() => response.write('a'), 50);
    response.on('close', () => clearInterval(timer));
  });
  const connection = new Connection(origin, { tlsVerify: true, answerTimeoutMs: 500 });
  const { failure, latencyUs = 0 } = await connection.send({ ...get, headers: [] });
  await connection.destroy();
  expect(failure).toBe('timeout');
  expect(latencyUs).toBeGreaterThan(500_000);
  expect(latencyUs).toBeLessThan(2_000_000);
});

test('a body that stops before its end ends when the answer has taken as long as any may, however late it began', async ({
  serve,
}) => {
  const { origin } = await serve((request, response) => {
    if (request.url === '/short') return void response.end('short');
    setTimeout(() => response.writeHead(200, { 'content-length': '2' }).write('a'), 900);
  });
  const connection = new Connection(origin, { tlsVerify: true, answerTimeoutMs: 1_000 });
  // The second begins when the time of the first has almost passed.
  await connection.send({ ...get, path: '/short', headers: [] });
  await new Promise((resolve) => setTimeout(resolve, 700));
  const { failure, latencyUs = 0 } = await connection.send({ ...get, headers: [] });
  const after = await connection.send({ ...get, path: '/short', headers: [] });
  await connection.destroy();
  expect(failure).toBe('timeout');
  expect(latencyUs).toBeGreaterThanOrEqual(1_000_000);
  // A pause alone may last 1 s, so without a bound on the whole this would be 1.9 s.
  expect(latencyUs).toBeLessThan(1_800_000);
  expect([after.failure, after.body.toString()]).toEqual([undefined, 'short']);
});

test('an answer is waited for a little longer than it may take, so that its time-out is evidence against the target', async ({
  serve,
}) => {
  const { origin } = await serve(() => undefined);
  // The client counts in steps of half a second that its first request began: for later ones the first step is short.
  const answerTimeoutMs = 1_990;
  const connections = [0, 1].map(() => new Connection(origin, { tlsVerify: true, answerTimeoutMs }));
  const sent = connections.map(async (connection, number) => {
    await new Promise((resolve) => setTimeout(resolve, 300 * number));
    return connection.send({ ...get, headers: [] });
  });
  const exchanges = await Promise.all(sent);
  for (const connection of connections) await connection.destroy();
  for (const { failure, latencyUs } of exchanges)
    expect([failure, mayHideAnswer({ latencyUs, ownDelayUs: 0 }, answerTimeoutMs)]).toEqual([
      'timeout',
      false,
    ]);
});

test('over HTTP/2, too, a few milliseconds of our own delay do not hide a time-out', async () => {
  const tls = selfSigned();
  test.skip(tls === undefined, 'the certificate is made by openssl, which is not installed');
  const server = createSecureServer({ ...tls });
  // Answers nothing.
  server.on('stream', (stream) => stream.on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answerTimeoutMs = 1_000;
  const connection = new Connection(origin, { tlsVerify: false, answerTimeoutMs });
  const { failure, latencyUs } = await connection.send({ ...get, headers: [] });
  await connection.destroy();
  server.close();
  expect(failure).toBe('timeout');
  expect(mayHideAnswer({ latencyUs, ownDelayUs: 10_000 }, answerTimeoutMs)).toBe(false);
});
