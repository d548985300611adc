import { createSecureServer } from 'node:http2';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { Connection } from '../../../../src/target/http/connection.ts';
import { selfSigned } from '../../../made/self-signed.ts';

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Passes bytes on to a port until it falls silent, as a load balancer does that has forgotten its connections: none of them is closed. */
async function silentProxy(port: number) {
  const pairs: (readonly [Socket, Socket])[] = [];
  const proxy = createServer((socket) => {
    const behind = connect(port, '127.0.0.1');
    for (const each of [socket, behind]) each.on('error', () => undefined);
    socket.pipe(behind).pipe(socket);
    pairs.push([socket, behind]);
  });
  return {
    port: await listening(proxy),
    connections: () => pairs.length,
    /** New connections are served all the same. */
    forget() {
      for (const [socket, behind] of pairs) {
        socket.unpipe(behind).pause();
        behind.unpipe(socket).pause();
      }
    },
    close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      proxy.close();
    },
  };
}

/** Keeps the event loop from everything else, as a busy machine does. */
function block(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

for (const method of ['GET', 'POST'] as const)
  test(`over HTTP/2, a peer that is silently gone costs one ${method} its time-out, and the next has a new connection`, async () => {
    const tls = selfSigned();
    test.skip(tls === undefined, 'the certificate is made by openssl, which is not installed');
    const server = createSecureServer({ ...tls }, (_request, response) => response.end('here'));
    server.on('session', (session) => session.on('error', () => undefined));
    const proxy = await silentProxy(await listening(server));
    const address = `https://127.0.0.1:${proxy.port}`;
    const connection = new Connection(address, { tlsVerify: false, answerTimeoutMs: 1_000 });
    const send = async () => {
      const exchange = await connection.send({ method, path: '/', headers: [], body: undefined });
      return exchange.failure ?? `${exchange.status} on connection ${proxy.connections()}`;
    };
    try {
      const first = await send();
      // The timer that looks after requests is that of the first one. When it fires, those of the client are due, too.
      setTimeout(() => block(80), 1_040);
      const begin = sleep(60);
      const second = await send();
      proxy.forget();
      await begin;
      expect([first, second, await send(), await send()]).toEqual([
        '200 on connection 1',
        '200 on connection 1',
        'timeout',
        '200 on connection 2',
      ]);
    } finally {
      await connection.destroy();
      proxy.close();
      server.close();
    }
  });
