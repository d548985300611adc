import { createSecureServer } from 'node:http2';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { Connection } from '../../../../src/target/http/connection.ts';
import type { Exchange } from '../../../../src/target/http/exchange.ts';
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

const ANSWER_TIMEOUT_MS = 2_000;
const TICK_MS = 10;

/** A user of a target that is reached through a proxy and answers everything but `/hang`. */
async function userBehindProxy() {
  const tls = selfSigned();
  test.skip(tls === undefined, 'the certificate is made by openssl, which is not installed');
  const server = createSecureServer({ ...tls }, ({ url }, response) => {
    if (url !== '/hang') response.end('here');
  });
  server.on('session', (session) => session.on('error', () => undefined));
  const proxy = await silentProxy(await listening(server));
  const address = `https://127.0.0.1:${proxy.port}`;
  const connection = new Connection(address, { tlsVerify: false, answerTimeoutMs: ANSWER_TIMEOUT_MS });
  /** Time of this process in steps, without any in which others had the processor: a timer does not make up for what it missed. */
  let runMs = 0;
  const ticks = setInterval(() => {
    runMs += TICK_MS;
  }, TICK_MS);
  /** Sends a request at once. Resolves with what came of it, and how long that took, opening a connection included. */
  const send = async (method: string, path = '/', settled = () => {}) => {
    const askedMs = runMs;
    const {
      failure,
      status,
      isRepeated,
      latencyUs = 0,
    } = await new Promise<Exchange>((resolve) => {
      connection.exchange({ method, path, headers: [], body: undefined }, (exchange) => {
        resolve({ ...exchange });
        settled();
      });
    });
    const found = failure ?? `${status} on connection ${proxy.connections()}`;
    return {
      found: isRepeated ? `${found}, repeated` : found,
      latencyMs: latencyUs / 1000,
      tookMs: runMs - askedMs,
    };
  };
  const close = async () => {
    clearInterval(ticks);
    await connection.destroy();
    proxy.close();
    server.close();
  };
  return { proxy, send, close };
}

for (const method of ['GET', 'POST'])
  for (const isBusy of [false, true])
    test(`over HTTP/2, a peer that is silently gone costs one ${method} its time-out and the next one nothing${
      isBusy ? ', on a busy machine, too' : ''
    }`, async () => {
      const { proxy, send, close } = await userBehindProxy();
      try {
        expect((await send(method)).found).toBe('200 on connection 1');
        // The timer that looks after requests is that of the first one. When it fires, those of the client are due, too.
        if (isBusy) setTimeout(() => block(200), ANSWER_TIMEOUT_MS + 50);
        const begin = sleep(60);
        expect((await send(method)).found).toBe('200 on connection 1');
        proxy.forget();
        await begin;
        // As users do that have no time to think: from within the reading of the socket.
        let next: ReturnType<typeof send> | undefined;
        const lost = await send(method, '/', () => {
          next = send(method);
        });
        const after = await next;
        expect([lost.found, after?.found]).toEqual(['timeout', '200 on connection 2']);
        expect(lost.latencyMs).toBeGreaterThan(ANSWER_TIMEOUT_MS);
        // The client waits for as long as an answer may take before it takes a silent peer for gone.
        expect(after?.tookMs).toBeLessThan(ANSWER_TIMEOUT_MS / 4);
        expect((await send(method)).found).toBe('200 on connection 2');
      } finally {
        await close();
      }
    });

test('over HTTP/2, an answer that does not come gives the connection up, as over HTTP/1.1', async () => {
  const { send, close } = await userBehindProxy();
  try {
    await send('GET');
    const sent = [await send('GET', '/hang'), await send('GET'), await send('GET')];
    expect(sent.map(({ found }) => found)).toEqual(['timeout', '200 on connection 2', '200 on connection 2']);
  } finally {
    await close();
  }
});
