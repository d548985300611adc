import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { test as base } from '@playwright/test';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Target } from '../../src/target/environments/target.ts';
import { FakeSignIn } from './fake-sign-in.ts';
import { json } from './small-server.ts';
import { targetAt } from './test-target.ts';

/** How the fake treats its sockets. */
export interface SocketManners {
  /** Answers each upgrade with this status instead of 101, or those of a socket with these, the last again and again. */
  readonly refusesWith?: number | readonly number[];
  /** Lets the upgrade wait. */
  readonly delayMs?: number;
  /** Keeps events of posts to itself. */
  readonly isMute?: boolean;
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A target with both sockets and what is posted to them; every event comes in one frame with another. */
export interface SocketServer {
  readonly target: Target;
  /** Headers of each upgrade so far. */
  readonly upgrades: readonly IncomingMessage['headers'][];
  /** `METHOD /path` of each request so far. */
  readonly requests: readonly string[];
  readonly open: number;
  /** Closes every socket without a word. */
  dropAll(): void;
}

/** Tests with such servers, on ports that the system chooses, gone when the test ends. */
export const test = base.extend<{ serveSockets(manners?: SocketManners): Promise<SocketServer> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  serveSockets: async ({}, use) => {
    const closers: (() => void)[] = [];
    await use(async (manners = {}) => {
      const { server, close } = await start(manners);
      closers.push(close);
      return server;
    });
    for (const close of closers) close();
  },
});

async function start(manners: SocketManners): Promise<{ server: SocketServer; close(): void }> {
  const { isMute = false, tls } = manners;
  const signIn = new FakeSignIn();
  const upgrades: IncomingMessage['headers'][] = [];
  const requests: string[] = [];
  const sockets = new Set<WebSocket>();
  const tell = (type: string, id: string) => {
    if (isMute) return;
    const frame = [
      { type: 'TYPING_STOP', data: {} },
      { type, data: { id } },
    ].map((event) => JSON.stringify(event));
    for (const socket of sockets) socket.send(frame.join('\n'));
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`);
    if (await signIn.answer(request, response)) return;
    const id = randomUUID();
    // As the product does: the event leaves before the answer.
    if (request.url?.endsWith('/messages')) tell('MESSAGE_SENT', id);
    if (request.url?.endsWith('/visits')) tell('VISIT_CREATED', id);
    json(response, request.url?.endsWith('/close') ? 200 : 201, { id });
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(request, response);
  const http = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  const connections = new Set<Socket>();
  http.on('connection', (connection) => connections.add(connection));
  http.on('upgrade', upgrade(manners, upgrades, sockets));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const origin = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  const socketOrigin = origin.replace(/^http/, 'ws');
  const server: SocketServer = {
    target: targetAt(origin, {
      socketUrls: {
        'messaging.connect': `${socketOrigin}/ws/messaging`,
        'showroom.connect': `${socketOrigin}/ws/showroom`,
      },
    }),
    upgrades,
    requests,
    get open() {
      return sockets.size;
    },
    dropAll: () => {
      for (const socket of sockets) socket.terminate();
    },
  };
  return {
    server,
    close: () => {
      for (const connection of connections) connection.destroy();
      http.close();
    },
  };
}

function upgrade(
  { refusesWith, delayMs = 0 }: SocketManners,
  upgrades: IncomingMessage['headers'][],
  sockets: Set<WebSocket>,
) {
  const webSockets = new WebSocketServer({ noServer: true });
  const statuses = refusesWith === undefined ? [] : [refusesWith].flat();
  const asked = new Map<string | undefined, number>();
  return (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    upgrades.push(request.headers);
    const before = asked.get(request.url) ?? 0;
    asked.set(request.url, before + 1);
    const status = statuses[before] ?? statuses.at(-1);
    if (status !== undefined) {
      connection.end(`HTTP/1.1 ${status} No\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nno`);
      return;
    }
    const accept = () =>
      webSockets.handleUpgrade(request, connection, head, (socket) => greet(socket, sockets));
    if (delayMs === 0) accept();
    else setTimeout(accept, delayMs);
  };
}

function greet(socket: WebSocket, sockets: Set<WebSocket>): void {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('message', (data) => {
    const { type } = JSON.parse(String(data)) as { type: string };
    if (type === 'PING') socket.send('{"timestamp":"1","type":"PONG"}');
    if (type === 'SUBSCRIBE') socket.send('{"type":"SUBSCRIBED","data":{}}');
  });
}

export { expect } from '@playwright/test';
