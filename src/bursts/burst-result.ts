import { type Clock, realClock } from '../base/clock.ts';
import { sum } from '../base/statistics/averages.ts';
import { LATE_START_MS } from '../measure/arrival-counters.ts';
import { type FailureNotes, FailureTally } from '../measure/failure-notes.ts';
import { HealthMonitor } from '../measure/health-monitor.ts';
import { LatencyHistogram } from '../measure/latency-histogram.ts';
import { type FailureKind, isFailure, OUTCOMES, type Outcome } from '../measure/outcome.ts';
import { NO_EVIDENCE } from '../measure/own-delay.ts';
import type { MeasurerHealth } from '../measure/slice.ts';
import type { OfferedArrivals } from '../measure/validity.ts';

/** What one burst on one operation measured. */
export interface BurstResult extends FailureNotes {
  readonly operationId: string;
  /**
   * `saturating`: closed model, every connection sends its next request as soon as it has its answer.
   * `paced`: open model at a fixed arrival rate, because the target's rate limits would refuse a saturating burst.
   */
  readonly mode:
    | { readonly kind: 'saturating' }
    | { readonly kind: 'paced'; readonly arrivalsPerSecond: number };
  readonly connections: number;
  /** The time in which it had its answers: answers divided by it are the rate of the target. */
  readonly elapsedMs: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Of the outcomes, failures that the measurer itself may have caused, see `NO_EVIDENCE`. Left out when there were none. */
  readonly ownFailures?: Readonly<Partial<Record<FailureKind, number>>>;
  /** Requests that were sent a second time, because of a stale connection: see `isIdempotent`. Not in `outcomes`. */
  readonly repeated?: number;
  readonly successes: LatencyHistogram;
  /** The successes, each less what the measurer itself may have added to it: see `OwnDelay`. */
  readonly least: LatencyHistogram;
  /** How the process that sent the burst was doing. */
  readonly health: MeasurerHealth;
  /** How the arrivals of a paced burst were offered; left out of one that saturates. */
  readonly arrivals?: OfferedArrivals;
  /** How long each request had waited that was under way at the end, or in a paced burst still waited for a connection. */
  readonly waitedMs: readonly number[];
  /** Whether its signal ended it while it had requests left to send; left out when it did not. */
  readonly endedBySignal?: boolean;
  /** Answers in each whole second. */
  readonly perSecond: readonly number[];
  /** Latency of successes over time, for the picture: p50, p95 with its bound, and max of each tenth of the burst. */
  readonly overTime: readonly BurstPoint[];
}

export interface BurstPoint {
  readonly atMs: number;
  /** Left out when the tenth had too few answers to measure it, like the p95. */
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  /** The p95 of the same answers, each less what the measurer itself may have added. */
  readonly p95LeastMs?: number;
  readonly maxMs: number;
}

const POINTS = 10;

/** Collects a burst's answers while it is on, and watches the process that measures. {@link finish} has to be called. */
export class BurstRecorder {
  readonly #warm = latencies();
  readonly #cold = latencies();
  readonly #health: HealthMonitor;
  readonly #counts = new Map<Outcome, number>();
  readonly #ownFailures = new Map<FailureKind, number>();
  readonly #failureNotes = new FailureTally();
  readonly #perSecond: number[] = [];
  #repeated = 0;
  #ownLate = 0;
  readonly #points = Array.from({ length: POINTS }, latencies);
  readonly #durationMs: number;
  readonly #clock: Clock;
  readonly #startedMs: number;

  /** @param durationMs as planned; the burst begins now */
  constructor(durationMs: number, clock: Clock = realClock) {
    this.#durationMs = durationMs;
    this.#clock = clock;
    this.#startedMs = clock.nowMs();
    this.#health = new HealthMonitor(clock);
  }

  /** When the burst began, on its clock. */
  get startedMs(): number {
    return this.#startedMs;
  }

  /**
   * @param latencyUs undefined leaves the answer out of the latencies but in the counts
   * @param ownDelayUs how much of it the measurer itself may have added at most, see `OwnDelay`; {@link NO_EVIDENCE} when it
   * may have caused all of it, a failure included
   * @param status 0 when no answer came
   */
  record(outcome: Outcome, latencyUs: number | undefined, ownDelayUs = 0, status = 0): void {
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + 1);
    const atMs = this.#clock.nowMs() - this.#startedMs;
    if (isFailure(outcome)) {
      this.#failureNotes.note(outcome, status, atMs);
      if (ownDelayUs === NO_EVIDENCE)
        this.#ownFailures.set(outcome, (this.#ownFailures.get(outcome) ?? 0) + 1);
    }
    const second = Math.floor(atMs / 1000);
    this.#perSecond[second] = (this.#perSecond[second] ?? 0) + 1;
    if (outcome !== 'ok' || latencyUs === undefined) return;
    this.#warm.add(latencyUs, ownDelayUs);
    this.#points[Math.min(POINTS - 1, Math.floor((atMs / this.#durationMs) * POINTS))]?.add(
      latencyUs,
      ownDelayUs,
    );
  }

  /** Counts a request as sent a second time. Its end counts once, by {@link record}. */
  noteRepeated(): void {
    this.#repeated += 1;
  }

  /**
   * Notes how late a request of a paced burst was by the measurer's own fault, in milliseconds.
   * @returns the same, 0 for one that was in time
   */
  noteLag(lagMs: number): number {
    if (lagMs > LATE_START_MS) this.#ownLate += 1;
    return Math.max(0, lagMs);
  }

  /** Keeps the latency of a connection's first success: it is one of the burst only when the burst has no others. */
  noteCold(latencyUs: number, ownDelayUs: number): void {
    this.#cold.add(latencyUs, ownDelayUs);
  }

  /**
   * @param end.waitedMs of the requests that had no answer at the end
   * @param end.elapsedMs the time in which it had its answers; until now when left out
   * @param end.endedBySignal whether its signal ended it while it had requests left to send
   * @param end.notSent how many requests of a paced burst were due and waited for a connection when it ended
   * @param end.unanswered how many requests of a paced burst were under way then
   */
  finish(
    operationId: string,
    mode: BurstResult['mode'],
    connections: number,
    {
      waitedMs = [],
      elapsedMs = this.#clock.nowMs() - this.#startedMs,
      notSent = 0,
      unanswered = 0,
      endedBySignal = false,
    }: Partial<Pick<BurstResult, 'waitedMs' | 'elapsedMs' | 'endedBySignal'>> & {
      readonly notSent?: number;
      readonly unanswered?: number;
    } = {},
  ): BurstResult {
    const health = this.#health.take();
    this.#health.stop();
    const { successes, least } = this.#warm.successes.count > 0 ? this.#warm : this.#cold;
    const sent = sum([...this.#counts.values()]) + unanswered;
    const wholeSeconds = Math.floor(Math.min(elapsedMs, this.#durationMs) / 1000);
    return {
      operationId,
      mode,
      connections,
      elapsedMs,
      outcomes: Object.fromEntries(
        OUTCOMES.flatMap((o) => (this.#counts.has(o) ? [[o, this.#counts.get(o)]] : [])),
      ),
      ...(this.#ownFailures.size > 0 && { ownFailures: Object.fromEntries(this.#ownFailures) }),
      ...(this.#repeated > 0 && { repeated: this.#repeated }),
      ...this.#failureNotes.take(),
      successes,
      least,
      health,
      ...(mode.kind === 'paced' && {
        arrivals: { offered: sent + notSent, notSent, ownLate: this.#ownLate },
      }),
      waitedMs,
      ...(endedBySignal && { endedBySignal }),
      perSecond: Array.from({ length: wholeSeconds }, (_, second) => this.#perSecond[second] ?? 0),
      overTime: this.#points.flatMap((point, index) =>
        burstPoint(point, ((index + 0.5) / POINTS) * this.#durationMs),
      ),
    };
  }
}

/** Latencies as measured, and less what the measurer itself may have added. */
function latencies() {
  const [successes, least] = [new LatencyHistogram(), new LatencyHistogram()];
  const add = (latencyUs: number, ownDelayUs: number) => {
    successes.record(latencyUs);
    least.record(latencyUs - ownDelayUs);
  };
  return { successes, least, add };
}

function burstPoint({ successes, least }: ReturnType<typeof latencies>, atMs: number): BurstPoint[] {
  const [p50, p95, max] = [successes.percentileUs(50), successes.percentileUs(95), successes.maxUs];
  const p95Least = least.percentileUs(95);
  if (max === undefined) return [];
  return [
    {
      atMs,
      ...(p50 !== undefined && { p50Ms: p50 / 1000 }),
      ...(p95 !== undefined && { p95Ms: p95 / 1000 }),
      ...(p95Least !== undefined && { p95LeastMs: p95Least / 1000 }),
      maxMs: max / 1000,
    },
  ];
}
