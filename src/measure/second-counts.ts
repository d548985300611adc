/**
 * What one operation did in each second of a slice: ten seconds are too coarse to tell a pause from a slow target. Seconds
 * count from the beginning of the traffic, and a request belongs to the one in which it ended. Latencies are those of
 * successes, each less what the measurer itself may have added; those that it may have caused as a whole are left out.
 */
export interface OperationSeconds {
  /** The second that the lists begin with. */
  readonly fromSecond: number;
  /** Successes. */
  readonly ok: readonly number[];
  /** Failures; left out when there were none. */
  readonly failed?: readonly number[];
  /** Sum of the latencies, in milliseconds. */
  readonly totalMs: readonly number[];
  /** The longest of them. */
  readonly slowestMs: readonly number[];
}

interface Second {
  ok: number;
  failed: number;
  totalUs: number;
  slowestUs: number;
}

/** {@link OperationSeconds} that are still growing: as many numbers as a slice has seconds. */
export class SecondCounts {
  #fromSecond: number | undefined;
  #seconds: Second[] = [];

  /** @param leastUs of a success; undefined for a failure */
  record(atMs: number, leastUs: number | undefined): void {
    const second = Math.floor(atMs / 1000);
    this.#fromSecond ??= second;
    const index = Math.max(0, second - this.#fromSecond);
    while (this.#seconds.length <= index) this.#seconds.push({ ok: 0, failed: 0, totalUs: 0, slowestUs: 0 });
    const counts = this.#seconds[index];
    if (counts === undefined) return;
    if (leastUs === undefined) {
      counts.failed += 1;
      return;
    }
    counts.ok += 1;
    counts.totalUs += leastUs;
    if (leastUs > counts.slowestUs) counts.slowestUs = leastUs;
  }

  /** The counts since the last call, to be spread into a slice. */
  take(): { readonly seconds?: OperationSeconds } {
    const [fromSecond, seconds] = [this.#fromSecond, this.#seconds];
    this.#fromSecond = undefined;
    this.#seconds = [];
    if (fromSecond === undefined) return {};
    const failed = seconds.map((second) => second.failed);
    return {
      seconds: {
        fromSecond,
        ok: seconds.map(({ ok }) => ok),
        ...(failed.some((count) => count > 0) && { failed }),
        totalMs: seconds.map(({ totalUs }) => inMs(totalUs)),
        slowestMs: seconds.map(({ slowestUs }) => inMs(slowestUs)),
      },
    };
  }
}

/** In milliseconds, to a tenth of one: so exact are {@link OperationSeconds}. */
export function inMs(us: number): number {
  return Math.round(us / 100) / 10;
}
