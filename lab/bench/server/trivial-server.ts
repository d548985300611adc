import { createServer, type Socket } from 'node:net';
import { CANNED_REPLIES, replyBytes } from './canned-replies.ts';
import { delaySource } from './delays.ts';
import { RequestReader } from './request-reader.ts';
import type { ServerCommand, ServerMessage } from './server-messages.ts';
import { TruthLog } from './truth-log.ts';

// A bare TCP server with canned replies: a whole HTTP server would be slower than some of the generators, and then
// they would all look alike. It is a process of its own and talks to the bench over the channel between them.
const replies = CANNED_REPLIES.map((reply) => ({
  startsWith: reply.startsWith,
  bytes: replyBytes(reply),
}));
const unknown = Buffer.from('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
const log = new TruthLog();
let nextDelayMs: (() => number) | undefined;

const server = createServer({ noDelay: true }, (socket) => {
  const reader = new RequestReader();
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => reader.read(text, (head) => answer(socket, head)));
  socket.on('error', () => socket.destroy());
});

function answer(socket: Socket, head: string): void {
  log.requests += 1;
  const reply = replies.find(({ startsWith }) => head.startsWith(startsWith))?.bytes ?? unknown;
  if (nextDelayMs === undefined) {
    socket.write(reply);
    return;
  }
  const readMs = performance.now();
  setTimeout(() => {
    socket.write(reply);
    log.add(performance.now() - readMs);
  }, nextDelayMs());
}

function tell(message: ServerMessage): void {
  process.send?.(message);
}

process.on('message', (command: ServerCommand) => {
  if (command.kind === 'count') {
    tell({ kind: 'count', requests: log.requests });
    return;
  }
  if (command.kind === 'reset') {
    log.reset();
    nextDelayMs = command.delayed ? delaySource(1) : undefined;
  }
  tell({ kind: 'truth', ...log.truth() });
});
process.on('disconnect', () => process.exit());

server.listen({ port: 0, host: '127.0.0.1', backlog: 8_192 }, () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('bench server: no TCP port');
  tell({ kind: 'listening', port: address.port });
});
