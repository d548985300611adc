import type { Outcome } from '../../measure/outcome.ts';
import type { SocketTally } from './socket-tally.ts';

/** Far above any answer worth waiting for; the target itself drops a silent client after 60 s. */
export const SOCKET_ANSWER_TIMEOUT_MS = 10_000;

/**
 * Round trips on one messaging socket: PING sent to PONG received, one at a time, since a PONG says not which PING it
 * answers. For the same reason a socket that owes one must not be used for another: its owner has to drop it.
 */
export class RoundTrips {
  readonly #tally: SocketTally;
  readonly #onTimeout: () => void;
  #sentMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param onTimeout told when no answer came in time: the socket is to be dropped */
  constructor(tally: SocketTally, onTimeout: () => void) {
    this.#tally = tally;
    this.#onTimeout = onTimeout;
  }

  /** Sends a PING; false when one is under way, or `send` says that it could not. */
  begin(send: () => boolean): boolean {
    if (this.#sentMs !== undefined) return false;
    const nowMs = performance.now();
    if (!send()) return false;
    this.#sentMs = nowMs;
    this.#timer = setTimeout(() => {
      this.#end('timeout', SOCKET_ANSWER_TIMEOUT_MS * 1000);
      this.#onTimeout();
    }, SOCKET_ANSWER_TIMEOUT_MS);
    return true;
  }

  /** A PONG was received. */
  answered(atMs: number): void {
    if (this.#sentMs !== undefined) this.#end('ok', (atMs - this.#sentMs) * 1000);
  }

  /** The socket is gone, and with it the answer it owed; `unfinished` when that was our wish. */
  abandon(outcome: 'reset' | 'unfinished'): void {
    if (this.#sentMs !== undefined) this.#end(outcome, undefined);
  }

  #end(outcome: Outcome, latencyUs: number | undefined): void {
    clearTimeout(this.#timer);
    this.#sentMs = undefined;
    this.#tally.end('messaging.ping', outcome, { latencyUs });
  }
}
