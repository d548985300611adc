const GONE_AFTER_MS = 4_000;
const LEAST_FAILURES = 5;

/**
 * Distinguishes a dead target from a slow one: it is dead when no request has succeeded for a while and connections
 * failed. Timeouts do not count, and an answer with an error is a sign of life: the run is there to find those.
 */
export class Lifeline {
  readonly #goneAfterMs: number;
  #lastSuccessMs = 0;
  #failures = 0;

  /** @param goneAfterMs the target counts as gone after this long without a success, if connections failed in that time */
  constructor(goneAfterMs = GONE_AFTER_MS) {
    this.#goneAfterMs = goneAfterMs;
  }

  success(atMs: number): void {
    this.#lastSuccessMs = atMs;
    this.#failures = 0;
  }

  /** The target answered, if only with an error: so it is there. */
  answered(): void {
    this.#failures = 0;
  }

  connectionFailure(): void {
    this.#failures += 1;
  }

  /** Why the target counts as gone at this moment, or undefined while it does not. */
  goneReason(atMs: number): string | undefined {
    const silentMs = atMs - this.#lastSuccessMs;
    if (this.#failures < LEAST_FAILURES || silentMs < this.#goneAfterMs) return undefined;
    return (
      `the target is gone: no request succeeded since second ${(this.#lastSuccessMs / 1000).toFixed(1)}, ` +
      `and ${this.#failures} connections failed in the ${(silentMs / 1000).toFixed(1)} s after it`
    );
  }
}
