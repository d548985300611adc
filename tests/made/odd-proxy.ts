import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Agent, type Dispatcher, request as send } from 'undici';

/** A reply of the target behind the proxy. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

/** One request on its way through the proxy. */
export interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The body of the request. */
  readonly body: Buffer;
  /** The request's number, from 1. */
  readonly number: number;
  /** Asks the target. Headers given here replace those of the request. */
  ask(headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Writes a reply as the target gave it, but for what is given here. */
  answer(reply: Partial<Reply> & Pick<Reply, 'body'>): void;
  /** Writes a whole reply byte by byte as given, and ends the connection. */
  answerRaw(...parts: readonly (string | Buffer)[]): void;
}

/** What a proxy does with each request; `passOn` is what a well-behaved one does. */
export type Oddity = (passage: Passage) => void | Promise<void>;

export interface OddProxy {
  readonly url: string;
  /** `GET /path` of each request so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Sends the target's reply on as it is. */
export const passOn: Oddity = async ({ ask, answer }) => answer(await ask());

/** What belongs to a connection and not to the reply that came over it. */
const OF_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

/**
 * Starts a proxy that stands before a target and misbehaves, on a port that the system chooses.
 *
 * @param target its origin
 * @param tls key and certificate in PEM; the proxy then speaks TLS, and on demand HTTP/2 and nothing else
 */
export async function startOddProxy(
  target: string,
  misbehave: Oddity,
  tls?: { readonly key: string; readonly cert: string; readonly isHttp2?: boolean },
): Promise<OddProxy> {
  const agent = new Agent({ pipelining: 1 });
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = Buffer.concat(chunks);
    const passage: Passage = {
      request,
      response,
      body: sent,
      number: requests.length,
      ask: (headers = {}) => ask(agent, target, request, sent, headers),
      answer: ({ status = 200, headers = {}, body }) =>
        void response.writeHead(status, { ...headers, 'content-length': body.length }).end(body),
      answerRaw: (...parts) => {
        for (const part of parts) response.socket?.write(part);
        response.socket?.end();
      },
    };
    try {
      await misbehave(passage);
    } catch {
      response.destroy();
    }
  };
  const server =
    tls === undefined
      ? createServer(listener)
      : tls.isHttp2
        ? // Its requests and replies are made to look like those of HTTP/1.1.
          createSecureServer(tls, listener as unknown as Parameters<typeof createSecureServer>[1])
        : createTlsServer(tls, listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    passUpgradeOn(target, request, socket, head);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await agent.destroy();
    },
  };
}

/** WebSockets go through as they are. */
function passUpgradeOn(target: string, request: IncomingMessage, socket: Socket, head: Buffer): void {
  const { hostname, port } = new URL(target);
  const behind = connect(Number(port), hostname);
  const { rawHeaders } = request;
  const lines = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
  );
  behind.write([`GET ${request.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  behind.write(head);
  for (const [from, to] of [
    [socket, behind],
    [behind, socket],
  ] as const)
    from.pipe(to).on('error', () => from.destroy());
}

async function ask(
  agent: Agent,
  target: string,
  { method, url = '/', headers: asked }: IncomingMessage,
  body: Buffer,
  replaced: Readonly<Record<string, string>>,
): Promise<Reply> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...asked, ...replaced }))
    if (typeof value === 'string' && !/^(host$|:)/.test(name) && !OF_CONNECTION.includes(name))
      headers[name] = value;
  const reply = await send(`${target}${url}`, {
    dispatcher: agent,
    method: method as Dispatcher.HttpMethod,
    headers,
    body: body.length === 0 ? null : body,
  });
  const kept = Object.entries(reply.headers).filter(
    ([name, value]) => value !== undefined && !OF_CONNECTION.includes(name),
  );
  return {
    status: reply.statusCode,
    headers: Object.fromEntries(kept) as Reply['headers'],
    body: Buffer.from(await reply.body.arrayBuffer()),
  };
}
