import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { test as base } from '@playwright/test';

/** A server of a few lines that a test says the answers of. */
export interface SmallServer {
  readonly origin: string;
  /** `GET /path` of each request so far, in their order. */
  readonly requests: readonly string[];
  /** Connections that were ever opened. */
  readonly connections: number;
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** The whole body of a request as JSON; undefined when it has none. */
export async function jsonOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? undefined : JSON.parse(text);
}

interface ServeOptions {
  /** Key and certificate in PEM; the server then speaks TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** Tests with servers of their own, on ports that the system chooses, gone when the test ends. */
export const test = base.extend<{
  serve(answer: RequestListener, options?: ServeOptions): Promise<SmallServer>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  serve: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (answer, { tls } = {}) => {
      const requests: string[] = [];
      const sockets = new Set<Socket>();
      const listener: RequestListener = (request, response) => {
        requests.push(`${request.method} ${request.url}`);
        answer(request, response);
      };
      const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
      server.on('connection', (socket) => sockets.add(socket));
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      return {
        origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
        requests,
        get connections() {
          return sockets.size;
        },
      };
    });
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  },
});

export { expect } from '@playwright/test';
/**
 * A port at which nothing listens. The system gives it to no server that lets it choose, where `net.ipv4.ip_local_port_range` begins at
 * 32768 or above, as it does by default; that another test draws the same one is not to be expected.
 */
export { freePort as unusedPort } from '../../lab/shared/free-port.ts';
