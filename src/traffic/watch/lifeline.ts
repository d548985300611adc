/** The target counts as gone after this long without a success, if connections failed in that time. */
const GONE_AFTER_MS = 4_000;
const LEAST_FAILURES = 5;

/**
 * Distinguishes a dead target from a slow one: it is dead when no request has succeeded for a while and connections
 * failed. Timeouts do not count, and an answer with an error is a sign of life: the run is there to find those.
 */
export class Lifeline {
  #lastSuccessMs = 0;
  #failures = 0;

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
    if (this.#failures < LEAST_FAILURES || silentMs < GONE_AFTER_MS) return undefined;
    return (
      `the target is gone: no request succeeded since second ${(this.#lastSuccessMs / 1000).toFixed(1)}, ` +
      `and ${this.#failures} connections failed in the ${(silentMs / 1000).toFixed(1)} s after it`
    );
  }
}
