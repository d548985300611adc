import { type BoundedLatencies, boundedLatencies } from './bounded-latencies.ts';
import { FailureTally } from './failure-notes.ts';
import { LatencyHistogram } from './latency-histogram.ts';
import { isFailure, OUTCOMES, type Outcome, outcomeIndex } from './outcome.ts';
import { NO_EVIDENCE } from './own-delay.ts';
import type { RecentWindow } from './recent-window.ts';
import { SecondCounts } from './second-counts.ts';
import type { OperationSlice } from './slice.ts';
import { UnderWay } from './under-way.ts';

/** Figures of one operation that are still growing. Memory is fixed: four histograms and a few counters. */
class OperationCounters {
  readonly successes = new LatencyHistogram();
  /** The successes less what the measurer itself may have added. */
  readonly least = new LatencyHistogram();
  readonly failures = new LatencyHistogram();
  readonly leastFailures = new LatencyHistogram();
  readonly outcomes = new Uint32Array(OUTCOMES.length);
  readonly failureNotes = new FailureTally();
  readonly seconds = new SecondCounts();
  ownFailures = 0;
  /** Of the requests that had no end when their users left. There are no more of them than users. */
  waitedMs: number[] = [];
  bytesReceived = 0;
  repeated = 0;
  used = false;

  take(): OperationSlice | undefined {
    if (!this.used) return undefined;
    const outcomes: Partial<Record<Outcome, number>> = {};
    for (const [index, outcome] of OUTCOMES.entries()) {
      const count = this.outcomes[index] ?? 0;
      if (count > 0) outcomes[outcome] = count;
    }
    const slice: OperationSlice = {
      outcomes,
      bytesReceived: this.bytesReceived,
      ...(this.repeated > 0 && { repeated: this.repeated }),
      ...this.failureNotes.take(),
      ...this.seconds.take(),
      ...(this.ownFailures > 0 && { ownFailures: this.ownFailures }),
      ...(this.waitedMs.length > 0 && { waitedMs: this.waitedMs }),
      ...(this.successes.count > 0 && { successes: this.successes.encode(), least: this.least.encode() }),
      ...(this.failures.count > 0 && {
        failures: this.failures.encode(),
        leastFailures: this.leastFailures.encode(),
      }),
    };
    this.successes.reset();
    this.least.reset();
    this.failures.reset();
    this.leastFailures.reset();
    this.outcomes.fill(0);
    this.ownFailures = 0;
    this.bytesReceived = 0;
    this.waitedMs = [];
    this.repeated = 0;
    this.used = false;
    return slice;
  }
}

/** What is known so far over all operations, for live progress. Latencies are those that the scenario's limits judge. */
export interface RunningTotals extends BoundedLatencies {
  readonly sent: number;
  readonly ended: number;
  /** Ended by a failure of the target. */
  readonly failed: number;
  /** How many ended while the scenario's limit of errors judged them, and how many of these by a failure of the target. */
  readonly judged: { readonly ended: number; readonly failed: number };
}

/**
 * Takes every request's end and keeps it per operation and slice. The set of operations is closed: it is given at
 * construction, and an unknown one is an error, so memory cannot grow with what is recorded.
 */
export class Recorder {
  readonly #counters: ReadonlyMap<string, OperationCounters>;
  /** Of the slices that are closed, and of the open one. Closing adds them up, so that a request pays for one only. */
  readonly #closed = boundedLatencies();
  readonly #open = boundedLatencies();
  /** Whether a round of the suite measures next to the traffic; set when the slice begins. */
  isInRound = false;
  /** What of the open slice the scenario's own limits judge; set when the slice begins. */
  judges: { readonly latencies: boolean; readonly errors: boolean } = { latencies: true, errors: true };
  readonly #judged = { ended: 0, failed: 0 };
  readonly #recent: RecentWindow | undefined;
  /** Of the requests that {@link start} numbered; whoever wants to know it says when they end. */
  readonly underWay = new UnderWay();
  #ended = 0;
  #failed = 0;

  readonly #elapsedMs: (() => number) | undefined;

  /**
   * @param recent gets every end too, for a live display
   * @param elapsedMs milliseconds since the traffic began; without it nothing is counted by the second
   */
  constructor(operationIds: readonly string[], recent?: RecentWindow, elapsedMs?: () => number) {
    this.#recent = recent;
    this.#elapsedMs = elapsedMs;
    this.#counters = new Map(operationIds.map((id) => [id, new OperationCounters()]));
  }

  /**
   * Counts a request as sent. Each one must come to an end by {@link end}, even if only as `unfinished`.
   * @returns its number, see {@link UnderWay}
   */
  start(): number {
    return this.underWay.begin();
  }

  /**
   * Records the end of a request.
   * @param latencyUs first byte written to last byte read, in microseconds; undefined when no answer came
   * (a refused connection has no latency, and must not make the target look fast). Of an unfinished request: how long it
   * has waited.
   * @param ownDelayUs how much of it the measurer itself may have added at most, see `OwnDelay`; {@link NO_EVIDENCE} when
   * it may have caused all of it, a failure included
   */
  end(
    operationId: string,
    outcome: Outcome,
    latencyUs: number | undefined,
    bytesReceived: number,
    ownDelayUs = 0,
  ): void {
    const counters = this.#counters.get(operationId);
    if (counters === undefined) throw new Error(`recorder: operation ${operationId} was not announced`);
    const index = outcomeIndex(outcome);
    counters.used = true;
    counters.bytesReceived += bytesReceived;
    counters.outcomes[index] = (counters.outcomes[index] ?? 0) + 1;
    this.#ended += 1;
    const failed = isFailure(outcome);
    if (failed) {
      this.#failed += 1;
      if (ownDelayUs === NO_EVIDENCE) counters.ownFailures += 1;
    }
    if (this.judges.errors) {
      this.#judged.ended += 1;
      if (failed) this.#judged.failed += 1;
    }
    if (failed || outcome === 'ok') this.#recent?.record(latencyUs, failed);
    if (this.#elapsedMs !== undefined && ownDelayUs !== NO_EVIDENCE) {
      if (failed) counters.seconds.record(this.#elapsedMs(), undefined);
      else if (outcome === 'ok' && latencyUs !== undefined)
        counters.seconds.record(this.#elapsedMs(), Math.max(0, latencyUs - ownDelayUs));
    }
    if (latencyUs === undefined) return;
    if (outcome === 'unfinished') {
      counters.waitedMs.push(Math.round(latencyUs / 1000));
      return;
    }
    if (outcome === 'own_fault') return;
    if (outcome === 'ok') {
      counters.successes.record(latencyUs);
      counters.least.record(latencyUs - ownDelayUs);
    } else {
      counters.failures.record(latencyUs);
      counters.leastFailures.record(latencyUs - ownDelayUs);
    }
    this.#open.all.record(latencyUs);
    this.#open.allLeast.record(latencyUs - ownDelayUs);
  }

  /**
   * Notes with which status and when a request failed, in addition to {@link end}.
   * @param status 0 when no answer came
   * @param atMs since the traffic began
   */
  failed(operationId: string, outcome: Outcome, status: number, atMs: number): void {
    this.#counters.get(operationId)?.failureNotes.note(outcome, status, atMs);
  }

  /** The latencies of the open slice over all operations. They start anew with {@link takeSlice}. */
  get openSlice(): BoundedLatencies {
    return this.#open;
  }

  /** Counts a request as sent a second time, because of a stale connection. Its end counts once, by {@link end}. */
  repeat(operationId: string): void {
    const counters = this.#counters.get(operationId);
    if (counters !== undefined) counters.repeated += 1;
  }

  /** Empties the counters of all operations into a slice's `operations`; operations without requests are left out. */
  takeSlice(): Record<string, OperationSlice> {
    const operations: Record<string, OperationSlice> = {};
    for (const [id, counters] of this.#counters) {
      const slice = counters.take();
      if (slice !== undefined) operations[id] = slice;
    }
    for (const key of ['all', 'allLeast'] as const) {
      if (this.judges.latencies) this.#closed[key].add(this.#open[key]);
      this.#open[key].reset();
    }
    return operations;
  }

  totals(): RunningTotals {
    const counted = this.judges.latencies ? [this.#closed, this.#open] : [this.#closed];
    const all = LatencyHistogram.merge(counted.map((latencies) => latencies.all));
    const allLeast = LatencyHistogram.merge(counted.map((latencies) => latencies.allLeast));
    const judged = { ...this.#judged };
    return { sent: this.underWay.begun, ended: this.#ended, failed: this.#failed, judged, all, allLeast };
  }
}
