import type { Outcome } from '../../measure/outcome.ts';
import type { Recorder } from '../../measure/recorder.ts';

/** Far above any answer worth waiting for; the target itself drops a silent client after 60 s. */
export const SOCKET_ANSWER_TIMEOUT_MS = 10_000;

/**
 * Round trips on one messaging socket: PING sent to PONG received. A PONG says not which PING it answers, so there is
 * one at a time, and the answers to those given up are counted off when they come late.
 */
export class RoundTrips {
  readonly #recorder: Recorder;
  readonly #onFailure: (outcome: Outcome) => void;
  #sentMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #owed = 0;

  constructor(recorder: Recorder, onFailure: (outcome: Outcome) => void) {
    this.#recorder = recorder;
    this.#onFailure = onFailure;
  }

  /** Sends a PING, unless one is under way or `send` says that it could not. */
  begin(send: () => boolean): void {
    if (this.#sentMs !== undefined) return;
    const nowMs = performance.now();
    if (!send()) return;
    this.#sentMs = nowMs;
    this.#recorder.start();
    this.#timer = setTimeout(() => {
      this.#owed += 1;
      this.#end('timeout', SOCKET_ANSWER_TIMEOUT_MS * 1000);
    }, SOCKET_ANSWER_TIMEOUT_MS);
  }

  /** A PONG was received. */
  answered(atMs: number): void {
    if (this.#owed > 0) this.#owed -= 1;
    else if (this.#sentMs !== undefined) this.#end('ok', (atMs - this.#sentMs) * 1000);
  }

  /** The socket is gone, and with it the answers it owed; `unfinished` when that was our wish. */
  abandon(outcome: 'reset' | 'unfinished'): void {
    this.#owed = 0;
    if (this.#sentMs !== undefined) this.#end(outcome, undefined);
  }

  #end(outcome: Outcome, latencyUs: number | undefined): void {
    clearTimeout(this.#timer);
    this.#sentMs = undefined;
    this.#recorder.end('messaging.ping', outcome, latencyUs, 0);
    if (outcome !== 'ok' && outcome !== 'unfinished') this.#onFailure(outcome);
  }
}
