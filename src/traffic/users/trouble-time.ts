import type { Clock } from '../../base/clock.ts';

/**
 * How long a user cannot work. It can be read while the trouble goes on, so that one of a minute counts in each slice that it
 * lasts through.
 */
export class TroubleTime {
  readonly #clock: Clock;
  #fromMs: number | undefined;
  #ms = 0;
  #isOver = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts the time until the work is settled: one piece of work at a time. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    if (!this.#isOver) this.#fromMs = this.#clock.nowMs();
    try {
      return await work();
    } finally {
      this.#count();
      this.#fromMs = undefined;
    }
  }

  /** Counts no further time: the user is to leave, and nobody expects any work of it. */
  end(): void {
    this.#count();
    this.#fromMs = undefined;
    this.#isOver = true;
  }

  /** Milliseconds since the last call. */
  takeMs(): number {
    this.#count();
    const ms = this.#ms;
    this.#ms = 0;
    return ms;
  }

  #count(): void {
    if (this.#fromMs === undefined) return;
    const nowMs = this.#clock.nowMs();
    this.#ms += nowMs - this.#fromMs;
    this.#fromMs = nowMs;
  }
}
