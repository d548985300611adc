import { LatencyHistogram } from './latency-histogram.ts';

/** A request that starts later than this after its intended start counts as a late one. */
export const LATE_START_MS = 10;

/** The arrivals of an open model within one slice. */
export interface ArrivalSlice {
  /** Arrivals that fell due. Over a whole run: offered = sent + notSent. */
  readonly offered: number;
  /** Requests that were begun for an arrival, be it one of an earlier slice. */
  readonly sent: number;
  /** Arrivals given up, since no user had become free for them until the end. */
  readonly notSent: number;
  /** How long each of these had waited by then, encoded. Left out when there were none. */
  readonly givenUp?: string;
  /**
   * In a search for the capacity: how long each arrival had waited by the end of the slice that waited for a user then, encoded, from
   * when the generator let it in. It is sent, or given up, in a later slice. Left out when there were none, in other runs, and by
   * versions that did not measure it.
   */
  readonly waiting?: string;
  /** Starts later than {@link LATE_START_MS}. */
  readonly late: number;
  /** Arrivals that the generator got to later than {@link LATE_START_MS}, by its own fault. */
  readonly ownLate?: number;
  /** Intended start to real start of every request, encoded; left out when none started. */
  readonly startLag?: string;
  /** The part of it that the generator caused, encoded: not the waiting for a user that was busy with the target. */
  readonly ownLag?: string;
}

/** Counts the arrivals of an open model and how late they started. Memory is fixed. */
export class ArrivalCounters {
  /** How long each arrival has waited that waits for a user now, in milliseconds; asked with each {@link take} where it is set. */
  waits: (() => Iterable<number>) | undefined;
  readonly #startLag = new LatencyHistogram();
  readonly #ownLag = new LatencyHistogram();
  readonly #givenUp = new LatencyHistogram();
  #counts = noArrivals();

  /** An arrival fell due. */
  offered(): void {
    this.#counts.offered += 1;
  }

  /** The request of an arrival is sent now, this long after its intended start. */
  started(lagMs: number): void {
    this.#counts.sent += 1;
    if (lagMs > LATE_START_MS) this.#counts.late += 1;
    this.#startLag.record(lagMs * 1000);
  }

  /** The generator got to an arrival this long after its intended start, with all waiting for others left out. */
  noticed(lagMs: number): void {
    if (lagMs > LATE_START_MS) this.#counts.ownLate += 1;
    this.#ownLag.record(lagMs * 1000);
  }

  /** An arrival was given up, this long after its intended start. */
  notSent(waitedMs: number): void {
    this.#counts.notSent += 1;
    this.#givenUp.record(waitedMs * 1000);
  }

  /**
   * The generator's own lag in ms that 99 % of the arrivals since the last {@link take} did not exceed; undefined before
   * any arrival. Of fewer than 100 arrivals it is the largest: the health of the measurer is judged by it, and a slice
   * with few arrivals must not escape that.
   */
  get ownLagP99Ms(): number | undefined {
    const us = this.#ownLag.valueAtRankUs(Math.ceil(0.99 * this.#ownLag.count));
    return us === undefined ? undefined : us / 1000;
  }

  /** Empties the counters into a slice's `arrivals`. */
  take(): ArrivalSlice {
    const waiting = this.#waiting();
    const slice: ArrivalSlice = {
      ...this.#counts,
      ...(this.#startLag.count > 0 && { startLag: this.#startLag.encode() }),
      ...(this.#ownLag.count > 0 && { ownLag: this.#ownLag.encode() }),
      ...(this.#givenUp.count > 0 && { givenUp: this.#givenUp.encode() }),
      ...(waiting !== undefined && { waiting }),
    };
    this.#startLag.reset();
    this.#ownLag.reset();
    this.#givenUp.reset();
    this.#counts = noArrivals();
    return slice;
  }

  #waiting(): string | undefined {
    if (this.waits === undefined) return undefined;
    const histogram = new LatencyHistogram();
    for (const ms of this.waits()) histogram.record(ms * 1000);
    return histogram.count > 0 ? histogram.encode() : undefined;
  }
}

function noArrivals() {
  return { offered: 0, sent: 0, notSent: 0, late: 0, ownLate: 0 };
}
