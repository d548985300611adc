import type { WebSocket } from 'ws';
import type { Cancel, Clock } from '../../base/clock.ts';
import type { SocketId } from '../../target/catalogue.ts';
import type { Target } from '../../target/environments/target.ts';
import { openSocket, socketHeaders } from '../../target/http/open-socket.ts';
import { type TraceContext, traceIdOf } from '../../target/http/trace-context.ts';
import type { Session } from '../../target/session/session.ts';
import { ReconnectBackOff } from './reconnect-back-off.ts';
import { eventsOf, type SocketEvent } from './socket-events.ts';
import type { SocketTally } from './socket-tally.ts';

/** What all sockets of a traffic share. */
export interface SocketParts {
  readonly target: Pick<Target, 'socketUrls' | 'tlsVerify'>;
  readonly tally: SocketTally;
  readonly trace: TraceContext;
  readonly clock: Clock;
  /** Called with errors that are not the socket's own, e.g. a session that could not be renewed. */
  onTrouble(error: unknown): void;
}

export interface LiveSocketOptions {
  readonly id: SocketId;
  readonly session: Session;
  /** Types of the events that `onEvent` is called with. */
  readonly wanted: readonly string[];
  /** The socket is open, for the first time or again: subscriptions have to be sent again. */
  onOpen(): void;
  /**
   * @param atMs when the frame arrived, on the clock of the traffic
   * @param ownDelayUs how much earlier it may have been there, in microseconds
   */
  onEvent(event: SocketEvent, atMs: number, ownDelayUs: number): void;
  /** The socket is no longer open; `dropped` when we did not close it. */
  onDown(dropped: boolean): void;
}

/** A WebSocket of one user that is kept open: dropped or refused, it is opened again after a growing wait. */
export class LiveSocket {
  readonly #parts: SocketParts;
  readonly #options: LiveSocketOptions;
  readonly #backOff = new ReconnectBackOff();
  #socket: WebSocket | undefined;
  #cancel: Cancel | undefined;
  #opening = false;
  #wasOpen = false;
  #left = false;

  constructor(parts: SocketParts, options: LiveSocketOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  /** Opens the socket now; further attempts follow by themselves. */
  connect(): void {
    this.#connect().catch((error: unknown) => {
      this.#parts.onTrouble(error);
      this.#connectLater();
    });
  }

  /** Sends a message; false when the socket is not open. */
  send(message: object): boolean {
    if (this.#socket === undefined) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Ends a connection that can no longer be used; it counts as dropped, and is opened again later. */
  drop(): void {
    this.#socket?.terminate();
  }

  /** Closes the socket for good. An attempt that is under way is counted as unfinished. */
  leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#cancel?.();
    if (this.#opening) this.#parts.tally.end(this.#options.id, 'unfinished');
    const socket = this.#socket;
    this.#down();
    socket?.close();
  }

  async #connect(): Promise<void> {
    const { id, session } = this.#options;
    const { target, tally, trace, clock } = this.#parts;
    if (session.isStale) await session.renew();
    if (this.#left) return;
    this.#opening = true;
    const traceparent = trace.next();
    const headers = { ...socketHeaders(session), traceparent };
    const handshake = await openSocket(target.socketUrls[id], headers, target, clock);
    this.#opening = false;
    if (this.#left) {
      if (handshake.kind === 'open') handshake.socket.close();
      return;
    }
    const { latencyUs, sendDelayUs } = handshake;
    if (handshake.kind === 'open') {
      tally.end(id, 'ok', { latencyUs, sendDelayUs });
      this.#up(handshake.socket);
      return;
    }
    const { outcome, status } = handshake;
    tally.end(id, outcome, { latencyUs, sendDelayUs, status, traceId: traceIdOf(traceparent) });
    if (status === 401) await session.renew();
    this.#connectLater();
  }

  #up(socket: WebSocket): void {
    const { clock, tally } = this.#parts;
    const openedMs = clock.nowMs();
    tally.opened(this.#wasOpen);
    this.#wasOpen = true;
    this.#socket = socket;
    const closed = () => {
      if (this.#socket !== socket) return;
      this.#backOff.wasOpen(clock.nowMs() - openedMs);
      this.#down();
      this.#connectLater();
    };
    socket.on('message', (data) => this.#read(String(data), clock.nowMs()));
    socket.on('close', closed);
    // It may have been closed between its opening and now.
    if (socket.readyState === socket.OPEN) this.#options.onOpen();
    else closed();
  }

  #down(): void {
    if (this.#socket === undefined) return;
    this.#socket = undefined;
    this.#parts.tally.closed(!this.#left);
    this.#options.onDown(!this.#left);
  }

  #read(frame: string, atMs: number): void {
    const { events, lines } = eventsOf(frame, this.#options.wanted);
    this.#parts.tally.received(lines);
    if (events.length === 0) return;
    const ownDelayUs = this.#parts.tally.ownDelayUs();
    for (const event of events) this.#options.onEvent(event, atMs, ownDelayUs);
  }

  #connectLater(): void {
    if (this.#left) return;
    this.#cancel = this.#parts.clock.after(this.#backOff.next(), () => this.connect());
  }
}
