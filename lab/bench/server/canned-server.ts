import type { Socket } from 'node:net';
import { serveOrders } from '../../shared/bare-server.ts';
import { hrtimeMs, RequestLog } from '../../shared/request-log.ts';
import type { BenchAnswer, BenchOrder } from './bench-server.ts';
import { CANNED_REPLIES, replyBytes } from './canned-replies.ts';
import { delaySource } from './delays.ts';

// The bench's server process: canned replies, at once or after delays that it logs.
const replies = CANNED_REPLIES.map((reply) => ({
  startsWith: reply.startsWith,
  bytes: replyBytes(reply),
}));
const unknown = Buffer.from('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
const log = new RequestLog();
let requests = 0;
let nextDelayMs: (() => number) | undefined;

function answer(socket: Socket, head: string): void {
  requests += 1;
  const reply = replies.find(({ startsWith }) => head.startsWith(startsWith))?.bytes ?? unknown;
  if (nextDelayMs === undefined) {
    socket.write(reply);
    return;
  }
  const receivedMs = hrtimeMs();
  setTimeout(() => {
    socket.write(reply);
    log.add({ number: 0, receivedMs, endedMs: hrtimeMs(), ok: true });
  }, nextDelayMs());
}

function obey(order: BenchOrder): BenchAnswer {
  if (order.kind === 'report') return { kind: 'log', requests, log: log.pack() };
  if (order.kind === 'reset') {
    log.clear();
    requests = 0;
    nextDelayMs = order.delayed ? delaySource(1) : undefined;
  }
  return { kind: 'count', requests };
}

serveOrders(answer, obey);
