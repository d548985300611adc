import type { WebSocket } from 'ws';
import { EventOutbox } from './event-outbox.ts';

/** How many events the product's services buffer for one socket. */
const bufferedEvents = 256;

/** An outbox that sends to `socket`; `onOverflow` handles a socket that does not keep up. */
export function socketOutbox(socket: WebSocket, onOverflow: () => void): EventOutbox {
  return new EventOutbox({
    capacity: bufferedEvents,
    onOverflow,
    write: (frame, done) => {
      if (socket.readyState === socket.OPEN) socket.send(frame, done);
      else done();
    },
  });
}
