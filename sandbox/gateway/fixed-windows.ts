import type { Store } from '../context.ts';
import type { HitCounter } from './rate-limiter.ts';

const SWEEP_EVERY_MS = 30_000;

interface Window {
  hits: number;
  readonly endsAtMs: number;
}

/**
 * Counts hits in this process, by key and fixed window: a window begins with a key's first hit, and the first hit after its
 * end begins the next one with the whole limit. A hit removes the windows that have ended, at most every 30 s, so that a key
 * that is used once does not stay forever.
 */
export class FixedWindows implements HitCounter {
  readonly #windows = new Map<string, Window>();
  readonly #nowMs: () => number;
  #sweepAtMs = Number.NEGATIVE_INFINITY;

  /** @param nowMs monotonic clock */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Number of keys, with those whose window has ended and is not yet removed. */
  get size(): number {
    return this.#windows.size;
  }

  async hit(key: string, limit: number, windowSeconds: number): ReturnType<Store['hit']> {
    const nowMs = this.#nowMs();
    this.#sweep(nowMs);
    let window = this.#windows.get(key);
    if (window === undefined || window.endsAtMs <= nowMs) {
      window = { hits: 0, endsAtMs: nowMs + windowSeconds * 1000 };
      this.#windows.set(key, window);
    }
    const allowed = window.hits < limit;
    if (allowed) window.hits += 1;
    const resetSeconds = Math.ceil((window.endsAtMs - nowMs) / 1000);
    return { allowed, remaining: limit - window.hits, resetSeconds };
  }

  #sweep(nowMs: number): void {
    if (nowMs < this.#sweepAtMs) return;
    this.#sweepAtMs = nowMs + SWEEP_EVERY_MS;
    for (const [key, { endsAtMs }] of this.#windows) if (endsAtMs <= nowMs) this.#windows.delete(key);
  }
}
