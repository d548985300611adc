import type { Store } from '../context.ts';
import { SlidingLog } from './sliding-log.ts';

const SWEEP_EVERY_MS = 30_000;

interface Entry {
  readonly value: string;
  readonly expiresAtMs: number;
}

interface Hits {
  readonly log: SlidingLog;
  expiresAtMs: number;
}

/**
 * The store inside this process, with two maps in place of Redis. A timer removes expired keys, so that a key that is
 * used once does not stay forever.
 */
export class InProcessStore implements Store {
  readonly #entries = new Map<string, Entry>();
  readonly #hits = new Map<string, Hits>();
  readonly #nowMs: () => number;
  readonly #sweeper: NodeJS.Timeout;

  /** @param nowMs monotonic clock; tests inject one */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#sweeper = setInterval(() => this.sweep(), SWEEP_EVERY_MS);
    this.#sweeper.unref();
  }

  /** Number of keys, with expired ones that are not yet removed. */
  get size(): number {
    return this.#entries.size + this.#hits.size;
  }

  async get(key: string): Promise<string | undefined> {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.expiresAtMs > this.#nowMs() ? entry.value : undefined;
  }

  async set(key: string, value: string, lifeSeconds: number): Promise<void> {
    this.#entries.set(key, { value, expiresAtMs: this.#nowMs() + lifeSeconds * 1000 });
  }

  async delete(key: string): Promise<void> {
    this.#entries.delete(key);
  }

  async hit(
    key: string,
    limit: number,
    windowSeconds: number,
  ): Promise<{ allowed: boolean; remaining: number; resetSeconds: number }> {
    const nowMs = this.#nowMs();
    let hits = this.#hits.get(key);
    if (hits === undefined) {
      hits = { log: new SlidingLog(), expiresAtMs: 0 };
      this.#hits.set(key, hits);
    }
    const used = hits.log.countSince(nowMs - windowSeconds * 1000);
    const allowed = used < limit;
    if (allowed) {
      hits.log.add(nowMs);
      // One second longer than the window, as in the product's script.
      hits.expiresAtMs = nowMs + (windowSeconds + 1) * 1000;
    }
    return {
      allowed,
      remaining: allowed ? limit - used - 1 : 0,
      resetSeconds: Math.ceil((hits.expiresAtMs - nowMs) / 1000),
    };
  }

  /** Removes everything that has expired. */
  sweep(): void {
    const nowMs = this.#nowMs();
    for (const [key, entry] of this.#entries) if (entry.expiresAtMs <= nowMs) this.#entries.delete(key);
    for (const [key, hits] of this.#hits) if (hits.expiresAtMs <= nowMs) this.#hits.delete(key);
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    this.#entries.clear();
    this.#hits.clear();
  }
}
