import { createServer, type Socket } from 'node:net';
import { RequestReader } from './request-reader.ts';

/** Of all clients of the bench, thousands may connect in the same moment. */
const BACKLOG = 8_192;

/** The first message of a {@link serveOrders} process. */
export interface Listening {
  readonly kind: 'listening';
  readonly port: number;
}

/**
 * Runs a server of the lab in this process, which `ServerProcess` started: serves HTTP over bare TCP on a free loopback
 * port, and answers each order of the parent process. A complete HTTP server would add delays that no log
 * shows, and it would be slower than some of the load generators.
 *
 * @param answer gets the head of each complete request and replies on its socket, now or later
 * @param obey returns the reply to an order
 */
export function serveOrders<Order, Answer>(
  answer: (socket: Socket, head: string) => void,
  obey: (order: Order) => Answer,
): void {
  const tell = (message: Answer | Listening) => process.send?.(message);
  process.on('message', (order: Order) => tell(obey(order)));
  process.on('disconnect', () => process.exit());
  const server = createServer({ noDelay: true }, (socket) => {
    const reader = new RequestReader();
    const onRequest = (head: string) => answer(socket, head);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => reader.read(text, onRequest));
    // A client may close the connection whenever it likes.
    socket.on('error', () => socket.destroy());
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: BACKLOG }, () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('lab server: it has no TCP port');
    tell({ kind: 'listening', port: address.port });
  });
}
