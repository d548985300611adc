import { setTimeout as sleep } from 'node:timers/promises';
import type { CleanUpReply, Send } from './put-away.ts';

/** A rate limit frees its first slots within a second or so, whatever Retry-After says. */
const REFUSED_WAIT_MS = 1_000;
/** One more try after a failure: enough for a connection that the target had closed. */
const TRIES = 2;
/** So many unanswered requests in a row mean that the target is gone, and asking on only delays the run's end. */
const UNANSWERED_LIMIT = 64;

/**
 * Sends the requests of a clean-up: waits where a rate limit refuses (429), tries once more after a failure, and gives
 * up on a target that does not answer or when the time is over.
 */
export class PatientSender {
  readonly #send: Send;
  readonly #wait: (ms: number) => Promise<void>;
  readonly #timer: NodeJS.Timeout;
  readonly #timeIsOver: Promise<never>;
  #unanswered = 0;
  #gaveUp: string | undefined;

  /** @param timeLimitMs from now on; afterwards every request is refused */
  constructor(send: Send, timeLimitMs: number, wait: (ms: number) => Promise<void> = (ms) => sleep(ms)) {
    this.#send = send;
    this.#wait = wait;
    const { promise, reject } = Promise.withResolvers<never>();
    this.#timeIsOver = promise;
    // Without a listener the rejection would end the process when nothing is under way.
    promise.catch(() => {});
    this.#timer = setTimeout(() => {
      this.#gaveUp ??= `the time limit of ${timeLimitMs / 1000} s for the clean-up was over`;
      reject(new Error(this.#gaveUp));
    }, timeLimitMs);
  }

  /** Why no more is sent, or undefined. */
  get gaveUp(): string | undefined {
    return this.#gaveUp;
  }

  /** Stops the clock. */
  end(): void {
    clearTimeout(this.#timer);
  }

  readonly send: Send = async (...request) => {
    for (let failures = 0; ; ) {
      if (this.#gaveUp !== undefined) throw new Error(this.#gaveUp);
      const reply = await this.#once(request);
      if (reply instanceof Error) {
        failures += 1;
        if (failures >= TRIES) throw reply;
      } else if (reply.status === 429) {
        await Promise.race([this.#wait(REFUSED_WAIT_MS), this.#timeIsOver]);
      } else if (reply.status >= 500 && failures + 1 < TRIES) {
        failures += 1;
      } else {
        return reply;
      }
    }
  };

  async #once(request: Parameters<Send>): Promise<CleanUpReply | Error> {
    try {
      const reply = await Promise.race([this.#send(...request), this.#timeIsOver]);
      this.#unanswered = 0;
      return reply;
    } catch (error) {
      this.#unanswered += 1;
      if (this.#unanswered >= UNANSWERED_LIMIT) {
        this.#gaveUp ??= `the target left ${UNANSWERED_LIMIT} requests in a row without an answer`;
      }
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}
