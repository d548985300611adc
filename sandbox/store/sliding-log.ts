/**
 * The times of the hits within a window, oldest first. Old hits are dropped from the front by moving an index,
 * so a hit costs constant time on average; the array is cut once more than half of it is dead.
 */
export class SlidingLog {
  #timesMs: number[] = [];
  #head = 0;

  /** Number of hits later than `sinceMs`. Forgets the others. */
  countSince(sinceMs: number): number {
    const times = this.#timesMs;
    while (this.#head < times.length && (times[this.#head] ?? 0) <= sinceMs) this.#head += 1;
    if (this.#head > 64 && this.#head * 2 > times.length) {
      this.#timesMs = times.slice(this.#head);
      this.#head = 0;
    }
    return this.#timesMs.length - this.#head;
  }

  /** Adds a hit; times must not go back. */
  add(timeMs: number): void {
    this.#timesMs.push(timeMs);
  }
}
