import { EventEmitter, once } from 'node:events';
import { WebSocket } from 'ws';
import type { Answer } from './http-exchange.ts';

/** An open socket whose JSON messages are kept in order of arrival. */
export interface Socket {
  /** Sends a text as it is, anything else as JSON. */
  send(message: unknown): void;
  /** Everything received so far. */
  readonly received: readonly SocketEvent[];
  /** Gives the oldest message of that type which no call has given yet; waits for it at most 3 s. */
  next(type: string): Promise<SocketEvent>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  close(): Promise<void>;
}

/** A message of either socket; which fields it has depends on its type. */
export interface SocketEvent {
  readonly type: string;
  readonly data?: Record<string, unknown>;
  readonly conversation_id?: string;
  readonly timestamp?: string;
}

/** Opens `path` and gives the answer to the upgrade: 101, or whatever the server said instead. */
export async function upgrade(
  origin: string,
  path: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const socket = new WebSocket(socketUrl(origin, path), { headers });
  return new Promise<Answer>((resolve, reject) => {
    socket.on('upgrade', (response) => {
      const status = response.statusCode ?? 0;
      socket.once('open', () => {
        socket.terminate();
        resolve({ status, headers: headerMap(response.headersDistinct), body: '' });
      });
    });
    socket.on('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: headerMap(response.headersDistinct),
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    socket.on('error', reject);
  });
}

/** Opens `path` for messages. Rejects when the server refuses. */
export async function openSocket(
  origin: string,
  path: string,
  headers: Record<string, string>,
): Promise<Socket> {
  const socket = new WebSocket(socketUrl(origin, path), { headers });
  const received: SocketEvent[] = [];
  const given = new Set<SocketEvent>();
  const arrivals = new EventEmitter();
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('message', (frame) => {
    // Under pressure several events come in one frame, one a line.
    for (const line of String(frame).split('\n')) received.push(JSON.parse(line) as SocketEvent);
    arrivals.emit('frame');
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });

  const next = async (type: string): Promise<SocketEvent> => {
    const limit = AbortSignal.timeout(3000);
    for (;;) {
      const event = received.find((one) => one.type === type && !given.has(one));
      if (event !== undefined) {
        given.add(event);
        return event;
      }
      await once(arrivals, 'frame', { signal: limit }).catch(() => {
        const seen = received.map((one) => one.type).join(', ') || 'nothing';
        throw new Error(`socket ${path}: no further ${type} within 3 s; received so far: ${seen}`);
      });
    }
  };
  return {
    received,
    closed,
    next,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    close: async () => {
      socket.close();
      await closed;
    },
  };
}

function socketUrl(origin: string, path: string): URL {
  return new URL(path, origin.replace(/^http/, 'ws'));
}

function headerMap(distinct: NodeJS.Dict<string[]>): Map<string, readonly string[]> {
  return new Map(Object.entries(distinct).map(([name, values]) => [name, values ?? []]));
}
