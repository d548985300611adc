import { emptyHistogram, LatencyHistogram } from './latency-histogram.ts';

/** How far back the window reaches. */
export const RECENT_SECONDS = 10;

/** What ended within the last seconds, over all operations. */
export interface RecentFigures {
  /** Of successes and answered failures; off by 1 % at most. Null when nothing ended with an answer. */
  readonly p95Ms: number | null;
  /** Share of the requests that failed, 0 to 1; null when none ended. */
  readonly failedShare: number | null;
}

/**
 * The last ten seconds of a traffic, second by second, for those who watch it: never for a verdict. Two digits are
 * enough for that, and keep ten histograms in 100 KB and their sum in a fraction of a millisecond.
 */
export class RecentWindow {
  readonly #seconds = Array.from({ length: RECENT_SECONDS }, () => ({
    latencies: coarseHistogram(),
    ended: 0,
    failed: 0,
  }));
  readonly #sum = coarseHistogram();
  #now = 0;

  /** Adds the end of a request. `latencyUs` is undefined when no answer came. */
  record(latencyUs: number | undefined, failed: boolean): void {
    const second = this.#seconds[this.#now];
    if (second === undefined) return;
    second.ended += 1;
    if (failed) second.failed += 1;
    if (latencyUs !== undefined) second.latencies.record(latencyUs);
  }

  /** The figures of the window; then its oldest second is let go. To be called once a second. */
  turn(): RecentFigures {
    let [ended, failed] = [0, 0];
    this.#sum.reset();
    for (const second of this.#seconds) {
      ended += second.ended;
      failed += second.failed;
      this.#sum.add(second.latencies);
    }
    this.#now = (this.#now + 1) % RECENT_SECONDS;
    const oldest = this.#seconds[this.#now];
    if (oldest !== undefined) {
      oldest.latencies.reset();
      oldest.ended = 0;
      oldest.failed = 0;
    }
    const p95Us = this.#sum.percentileUs(95);
    return {
      p95Ms: p95Us === undefined ? null : p95Us / 1000,
      failedShare: ended === 0 ? null : failed / ended,
    };
  }
}

function coarseHistogram(): LatencyHistogram {
  return new LatencyHistogram(emptyHistogram(2));
}
