import type { Store } from '../context.ts';
import { FixedWindows } from './fixed-windows.ts';
import type { HitCounter } from './rate-limiter.ts';

/** Time until a failed store is tried again, as in the product. */
const PROBE_EVERY_MS = 30_000;

/**
 * Counts hits in the shared store, and in fixed windows in this gateway's own memory while the store fails, so that without
 * Redis limits still apply and requests still succeed. The two counts are independent.
 */
export class FallbackCounter implements HitCounter {
  readonly #shared: HitCounter;
  readonly #own: FixedWindows;
  readonly #nowMs: () => number;
  #probeAtMs = Number.NEGATIVE_INFINITY;

  constructor(shared: HitCounter, nowMs: () => number = () => performance.now()) {
    this.#shared = shared;
    this.#nowMs = nowMs;
    this.#own = new FixedWindows(nowMs);
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
}
