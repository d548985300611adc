import type { Session } from '../../target/session/session.ts';
import { EventArrivals } from './event-arrivals.ts';
import { LiveSocket, type SocketParts } from './live-socket.ts';

/** A user's showroom board: a socket that is shown what happens at one dealership. */
export class BoardSocket {
  /** Visits that arrived, by their ids. */
  readonly arrivals: EventArrivals;
  /** The connection, to be opened and left by the owner. */
  readonly live: LiveSocket;
  #isListening = false;

  /** @param dealershipId the dealership to watch: any client may watch any */
  constructor(parts: SocketParts, session: Session, dealershipId: string) {
    this.arrivals = new EventArrivals(parts.clock);
    this.live = new LiveSocket(parts, {
      id: 'showroom.connect',
      session,
      wanted: ['SUBSCRIBED', 'VISIT_CREATED'],
      onOpen: () => this.live.send({ type: 'SUBSCRIBE', dealership_id: dealershipId }),
      onEvent: ({ type, data }, atMs, ownDelayUs) => {
        if (type === 'SUBSCRIBED') this.#isListening = true;
        else if (typeof data?.id === 'string') this.arrivals.note(data.id, atMs, ownDelayUs);
      },
      onDown: (dropped) => {
        this.#isListening = false;
        this.arrivals.end(dropped ? 'down' : 'over');
      },
    });
  }

  /** Whether the target has said that it shows the dealership here. */
  get isListening(): boolean {
    return this.#isListening;
  }
}
