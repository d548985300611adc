/**
 * The times of the hits within a window, oldest first. Moving an index drops old hits from the front, so a hit costs
 * constant time on average. The array is cut when more than half of it is unused.
 */
export class SlidingLog {
  #timesMs: number[] = [];
  #head = 0;

  /** Number of hits later than `sinceMs`. Drops the others. */
  countSince(sinceMs: number): number {
    const times = this.#timesMs;
    while (this.#head < times.length && (times[this.#head] ?? 0) <= sinceMs) this.#head += 1;
    if (this.#head > 64 && this.#head * 2 > times.length) {
      this.#timesMs = times.slice(this.#head);
      this.#head = 0;
    }
    return this.#timesMs.length - this.#head;
  }

  /** Adds a hit; times must not decrease. */
  add(timeMs: number): void {
    this.#timesMs.push(timeMs);
  }
}
