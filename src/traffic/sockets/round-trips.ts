import type { Cancel, Clock } from '../../base/clock.ts';
import type { Outcome } from '../../measure/outcome.ts';
import type { SocketTally } from './socket-tally.ts';

/** Far above any answer worth waiting for; the target itself drops a silent client after 60 s. */
export const SOCKET_ANSWER_TIMEOUT_MS = 10_000;

/**
 * Round trips on one messaging socket: PING sent to PONG received, one at a time, since a PONG does not
 * say which PING it answers. For the same reason a socket whose PONG never came must be dropped by its owner.
 */
export class RoundTrips {
  readonly #clock: Clock;
  readonly #tally: SocketTally;
  readonly #onTimeout: () => void;
  #sentMs: number | undefined;
  #sendDelayMs = 0;
  #cancel: Cancel | undefined;

  /** @param onTimeout called when no answer came in time: the socket is to be dropped */
  constructor(clock: Clock, tally: SocketTally, onTimeout: () => void) {
    this.#clock = clock;
    this.#tally = tally;
    this.#onTimeout = onTimeout;
  }

  /** Sends a PING; false when one is under way, or `send` says that it could not. */
  begin(send: () => boolean): boolean {
    if (this.#sentMs !== undefined) return false;
    const nowMs = this.#clock.nowMs();
    if (!send()) return false;
    this.#sentMs = nowMs;
    this.#sendDelayMs = this.#clock.nowMs() - nowMs;
    this.#cancel = this.#clock.after(SOCKET_ANSWER_TIMEOUT_MS, () => {
      this.#end('timeout', SOCKET_ANSWER_TIMEOUT_MS * 1000);
      this.#onTimeout();
    });
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
    this.#cancel?.();
    this.#sentMs = undefined;
    this.#tally.end('messaging.ping', outcome, { latencyUs, sendDelayUs: this.#sendDelayMs * 1000 });
  }
}
