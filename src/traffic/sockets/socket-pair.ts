import type { Cancel } from '../../base/clock.ts';
import { operationById } from '../../target/catalogue.ts';
import type { Session } from '../../target/session/session.ts';
import type { SocketMeasureId } from '../../target/socket-measures.ts';
import { prepareFor } from '../flows/prepare-for.ts';
import workload from '../workload.json' with { type: 'json' };
import { BoardSocket } from './board-socket.ts';
import { measureFanOut, type Poster } from './fan-out.ts';
import type { SocketParts } from './live-socket.ts';
import { MessagingSocket } from './messaging-socket.ts';

const { pingEveryMs, postEveryMs } = workload.sockets;

export interface SocketPairOptions {
  readonly measures: ReadonlySet<SocketMeasureId>;
  readonly poster: Poster;
  readonly posterSession: Session;
  readonly listenerSession: Session;
  /** Whether the listener has a showroom board open too. */
  readonly hasBoard: boolean;
}

/**
 * Two users of a dealership in touch: both have messaging open, one writes to the other and checks visitors in, the
 * other sees it happen.
 */
export class SocketPair {
  readonly #parts: SocketParts;
  readonly #options: SocketPairOptions;
  readonly #messaging: readonly MessagingSocket[];
  readonly #listener: MessagingSocket | undefined;
  readonly #board: BoardSocket | undefined;
  #stopPings: Cancel | undefined;

  constructor(parts: SocketParts, options: SocketPairOptions) {
    const { measures, posterSession, listenerSession, hasBoard } = options;
    this.#parts = parts;
    this.#options = options;
    const uses = (service: string) => [...measures].some((id) => id.startsWith(`${service}.`));
    if (uses('messaging')) this.#listener = new MessagingSocket(parts, listenerSession);
    this.#messaging =
      this.#listener === undefined ? [] : [this.#listener, new MessagingSocket(parts, posterSession)];
    if (hasBoard && uses('showroom'))
      this.#board = new BoardSocket(parts, listenerSession, posterSession.user.dealershipId);
  }

  /** Opens the sockets and lives until the poster is retired. Errors of the poster are reported, and do not end it. */
  async live(): Promise<void> {
    const { user } = this.#options.poster;
    for (const socket of [...this.#messaging, this.#board]) socket?.live.connect();
    this.#stopPings = this.#parts.clock.every(pingEveryMs, () => {
      for (const socket of this.#messaging) socket.ping();
    });
    while (!user.isRetired) {
      try {
        await this.#post();
      } catch (error) {
        this.#parts.onTrouble(error);
      }
      await user.pause(postEveryMs);
    }
  }

  /** Closes the sockets; what is waited for is counted as unfinished. */
  leave(): void {
    this.#stopPings?.();
    for (const socket of [...this.#messaging, this.#board]) socket?.live.leave();
  }

  async #post(): Promise<void> {
    const { measures, poster } = this.#options;
    const { user } = poster;
    const { tally } = this.#parts;
    if (this.#listener !== undefined && measures.has('messaging.fanout')) {
      if (user.context.known.conversationId === undefined) {
        await prepareFor(user, operationById('messaging.sendMessage'));
        const { conversationId } = user.context.known;
        if (conversationId !== undefined) this.#listener.listenTo(conversationId);
      }
      await measureFanOut('messaging.fanout', 'messaging.sendMessage', poster, this.#listener, tally);
    }
    if (this.#board?.isListening && measures.has('showroom.fanout')) {
      await prepareFor(user, operationById('showroom.createVisit'));
      await measureFanOut('showroom.fanout', 'showroom.createVisit', poster, this.#board, tally);
      // Visits that stay open would make the board longer and longer.
      await user.do('showroom.closeVisit');
    }
  }
}
