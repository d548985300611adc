import type { PreparationCounts } from '../../measure/slice.ts';

/** Counts the requests that are sent only because measured requests build on them. */
export class PreparationTally {
  #sent = 0;
  #failed = 0;

  ended(ok: boolean): void {
    this.#sent += 1;
    if (!ok) this.#failed += 1;
  }

  /** Empties the counters into a slice; undefined when nothing was counted. */
  takeSlice(): PreparationCounts | undefined {
    if (this.#sent === 0) return undefined;
    const counts = { sent: this.#sent, failed: this.#failed };
    this.#sent = 0;
    this.#failed = 0;
    return counts;
  }
}
