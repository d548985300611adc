import type { Session } from '../../target/session/session.ts';
import { EventArrivals } from './event-arrivals.ts';
import { LiveSocket, type SocketParts } from './live-socket.ts';
import { RoundTrips } from './round-trips.ts';

/**
 * A user's messaging socket: round trips on it, and the arrival of messages in the conversation it listens to. The
 * target does not acknowledge a subscription, but takes messages in their order: the answer to a PING that was sent
 * after the subscription proves it.
 */
export class MessagingSocket {
  /** Messages that arrived, by their ids. */
  readonly arrivals: EventArrivals;
  /** The connection, to be opened and left by the owner. */
  readonly live: LiveSocket;
  readonly #roundTrips: RoundTrips;
  #conversationId: string | undefined;
  #proof: 'none' | 'wanted' | 'asked' | 'given' = 'none';

  constructor(parts: SocketParts, session: Session) {
    this.arrivals = new EventArrivals(parts.clock);
    this.#roundTrips = new RoundTrips(parts.clock, parts.tally, () => this.live.drop());
    this.live = new LiveSocket(parts, {
      id: 'messaging.connect',
      session,
      wanted: ['PONG', 'MESSAGE_SENT'],
      onOpen: () => this.#subscribe(),
      onEvent: ({ type, data }, atMs, ownDelayUs) => {
        if (type === 'PONG') this.#answered(atMs);
        else if (typeof data?.id === 'string') this.arrivals.note(data.id, atMs, ownDelayUs);
      },
      onDown: (dropped) => {
        this.#proof = 'none';
        this.#roundTrips.abandon(dropped ? 'reset' : 'unfinished');
        this.arrivals.end(dropped ? 'down' : 'over');
      },
    });
  }

  /** Whether messages of the conversation are certain to be sent here. */
  get isListening(): boolean {
    return this.#proof === 'given';
  }

  /** Listens to a conversation from now on, also after the socket was opened again. */
  listenTo(conversationId: string): void {
    this.#conversationId = conversationId;
    this.#subscribe();
  }

  /** Measures a round trip, unless one is under way or the socket is not open. */
  ping(): void {
    const sent = this.#roundTrips.begin(() => this.live.send({ type: 'PING' }));
    if (sent && this.#proof === 'wanted') this.#proof = 'asked';
  }

  #subscribe(): void {
    if (this.#conversationId === undefined) return;
    const message = { type: 'SUBSCRIBE_CONVERSATION', conversation_id: this.#conversationId };
    if (!this.live.send(message)) return;
    this.#proof = 'wanted';
    this.ping();
  }

  #answered(atMs: number): void {
    this.#roundTrips.answered(atMs);
    if (this.#proof === 'asked') this.#proof = 'given';
    // The round trip that was under way when the subscription was sent proves nothing of it.
    else if (this.#proof === 'wanted') this.ping();
  }
}
