import type { WebSocket } from 'ws';
import { type Handshake, openSocket, socketHeaders } from '../../target/http/open-socket.ts';
import type { Session } from '../../target/session/session.ts';
import type { SocketId } from '../../target/socket-measures.ts';
import { ReconnectBackOff } from './reconnect-back-off.ts';
import { eventsOf, type SocketEvent } from './socket-events.ts';
import type { SocketTally } from './socket-tally.ts';

export interface LiveSocketOptions {
  readonly id: SocketId;
  readonly url: string;
  readonly tlsVerify: boolean;
  readonly session: Session;
  readonly tally: SocketTally;
  /** Types of the events that `onEvent` is to be told of. */
  readonly wanted: readonly string[];
  readonly backOff?: ReconnectBackOff;
  /** The socket is open, for the first time or again: what it listens to has to be said anew. */
  onOpen(socket: LiveSocket): void;
  onEvent(event: SocketEvent, atMs: number): void;
  /** The socket is no longer open. */
  onDown(): void;
  onRefused(handshake: Extract<Handshake, { kind: 'refused' }>): void;
  /** E.g. a session that could not be renewed. */
  onTrouble(error: unknown): void;
}

/** A WebSocket of one user that is kept open: dropped or refused, it is opened again after a growing wait. */
export class LiveSocket {
  readonly #options: LiveSocketOptions;
  readonly #backOff: ReconnectBackOff;
  #socket: WebSocket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #opening = false;
  #wasOpen = false;
  #left = false;

  constructor(options: LiveSocketOptions) {
    this.#options = options;
    this.#backOff = options.backOff ?? new ReconnectBackOff();
  }

  get isOpen(): boolean {
    return this.#socket !== undefined;
  }

  /** Opens the socket now; every further attempt is its own affair. */
  connect(): void {
    this.#connect().catch((error: unknown) => {
      this.#opening = false;
      this.#options.onTrouble(error);
      this.#connectLater();
    });
  }

  /** Sends a message; false when the socket is not open. */
  send(message: object): boolean {
    if (this.#socket === undefined) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Closes the socket for good. An attempt that is under way is counted as unfinished. */
  leave(): void {
    this.#left = true;
    clearTimeout(this.#timer);
    if (this.#opening) this.#options.tally.recorder.end(this.#options.id, 'unfinished', undefined, 0);
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#down();
    socket.close();
  }

  async #connect(): Promise<void> {
    const { id, url, tlsVerify, session, tally } = this.#options;
    if (session.isStale) await session.renew();
    if (this.#left) return;
    this.#opening = true;
    tally.recorder.start();
    const handshake = await openSocket(url, socketHeaders(session), { tlsVerify });
    this.#opening = false;
    if (this.#left) {
      if (handshake.kind === 'open') handshake.socket.close();
      return;
    }
    const outcome = handshake.kind === 'open' ? 'ok' : handshake.outcome;
    tally.recorder.end(id, outcome, handshake.latencyUs, 0);
    if (handshake.kind === 'open') {
      this.#up(handshake.socket);
      return;
    }
    this.#options.onRefused(handshake);
    if (handshake.status === 401) await session.renew();
    this.#connectLater();
  }

  #up(socket: WebSocket): void {
    const openedMs = performance.now();
    this.#options.tally.opened(this.#wasOpen);
    this.#wasOpen = true;
    this.#socket = socket;
    const closed = () => {
      if (this.#socket !== socket) return;
      this.#down();
      this.#backOff.wasOpen(performance.now() - openedMs);
      this.#connectLater();
    };
    socket.on('message', (data) => this.#read(String(data), performance.now()));
    socket.on('close', closed);
    // It may have been closed between its opening and now.
    if (socket.readyState === socket.OPEN) this.#options.onOpen(this);
    else closed();
  }

  #down(): void {
    this.#socket = undefined;
    this.#options.tally.closed(!this.#left);
    this.#options.onDown();
  }

  #read(frame: string, atMs: number): void {
    const { events, lines } = eventsOf(frame, this.#options.wanted);
    this.#options.tally.received(lines);
    for (const event of events) this.#options.onEvent(event, atMs);
  }

  #connectLater(): void {
    if (this.#left) return;
    this.#timer = setTimeout(() => this.connect(), this.#backOff.next());
  }
}
