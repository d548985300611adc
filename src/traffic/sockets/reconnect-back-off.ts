const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
/** A socket that was open for less proves nothing: a server may accept and drop at once. */
const PROVEN_AFTER_MS = 10_000;

/**
 * How long to wait before a socket is opened again: 1 s, doubling to 30 s, spread by half to either side, so that a
 * server that comes back does not meet all its clients in the same moment.
 */
export class ReconnectBackOff {
  readonly #random: () => number;
  #nextMs = FIRST_MS;

  /** @param random draws from 0 to 1; injected by tests */
  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** The wait before the next attempt in milliseconds; the one after it is twice as long. */
  next(): number {
    const ms = this.#nextMs;
    this.#nextMs = Math.min(LONGEST_MS, ms * 2);
    return ms * (0.5 + this.#random());
  }

  /** To be called when a socket that was open for so long has closed: after ten seconds the waits begin at 1 s again. */
  wasOpen(forMs: number): void {
    if (forMs >= PROVEN_AFTER_MS) this.#nextMs = FIRST_MS;
  }
}
