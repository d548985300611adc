/**
 * Knows when the requests have ended that were under way at some moment, however many are sent after it. A request pays for
 * it with a few additions.
 */
export class UnderWay {
  #begun = 0;
  #ended = 0;
  #lastAwaited = 0;
  #awaited = 0;

  /** @returns the number of the request that begins now, from 1 */
  begin(): number {
    this.#begun += 1;
    return this.#begun;
  }

  /** How many have begun. */
  get begun(): number {
    return this.#begun;
  }

  /** @param number of the request that ends now */
  end(number: number): void {
    this.#ended += 1;
    if (number <= this.#lastAwaited) this.#awaited -= 1;
  }

  /** From now on {@link awaited} counts those that are under way at this moment. */
  awaitAll(): void {
    this.#lastAwaited = this.#begun;
    this.#awaited = this.#begun - this.#ended;
  }

  /** How many of those have not ended yet. */
  get awaited(): number {
    return this.#awaited;
  }
}
