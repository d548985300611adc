import type { Store } from '../context.ts';
import { InProcessStore } from '../store/in-process-store.ts';
import type { HitCounter } from './rate-limiter.ts';

/** How long a store that failed is left alone, as in the product. */
const PROBE_EVERY_MS = 30_000;

/**
 * Counts hits in the shared store, and in this gateway's own memory while that one fails: a lost Redis must cost
 * neither the limits nor the requests. The two counts know nothing of each other. `nowMs` is the clock, injected
 * by tests.
 */
export class FallbackCounter implements HitCounter {
  readonly #shared: HitCounter;
  readonly #own: InProcessStore;
  readonly #nowMs: () => number;
  #probeAtMs = Number.NEGATIVE_INFINITY;

  constructor(shared: HitCounter, nowMs: () => number = () => performance.now()) {
    this.#shared = shared;
    this.#nowMs = nowMs;
    this.#own = new InProcessStore(nowMs);
  }

  async hit(key: string, limit: number, windowSeconds: number): ReturnType<Store['hit']> {
    if (this.#nowMs() >= this.#probeAtMs) {
      try {
        return await this.#shared.hit(key, limit, windowSeconds);
      } catch {
        this.#probeAtMs = this.#nowMs() + PROBE_EVERY_MS;
      }
    }
    return this.#own.hit(key, limit, windowSeconds);
  }

  /** Ends its own memory; the shared store stays open. */
  close(): Promise<void> {
    return this.#own.close();
  }
}
