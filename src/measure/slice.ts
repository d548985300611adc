import type { ArrivalSlice } from './arrival-counters.ts';
import type { FailureNotes } from './failure-notes.ts';
import type { Outcome } from './outcome.ts';
import type { OperationSeconds } from './second-counts.ts';

/** How long a slice is at most. A timer may close it late. */
export const SLICE_MS = 10_000;

/** What one operation did within one slice. */
export interface OperationSlice extends FailureNotes {
  /** Requests that ended within the slice, by how they ended. Outcomes that did not happen are left out. */
  readonly outcomes: Partial<Readonly<Record<Outcome, number>>>;
  /** Latencies of the successes, as {@link LatencyHistogram.encode} writes them; left out when there were none. */
  readonly successes?: string;
  /**
   * The same latencies, each less what the measurer itself may have added to it (see `OwnDelay`): the truth of a
   * percentile lies between this one's and that of `successes`. Left out when there were none, and by versions that did not
   * measure it.
   */
  readonly least?: string;
  /** Latencies of the failures that did get an answer or ran into a timeout; left out when there were none. */
  readonly failures?: string;
  /** As `least`, of the failures. */
  readonly leastFailures?: string;
  /** Failures that the measurer itself may have caused, see `NO_EVIDENCE`. Left out when there were none. */
  readonly ownFailures?: number;
  readonly bytesReceived: number;
  /** Requests that were sent a second time: the server had closed their reused connection. Left out when there were none. */
  readonly repeated?: number;
  /**
   * How long each unfinished request had waited, in milliseconds: its latency would be at least that. Left out when there
   * were none, and by versions that did not measure it.
   */
  readonly waitedMs?: readonly number[];
  /** Left out without a request that shows something, and by versions that did not count by the second. */
  readonly seconds?: OperationSeconds;
}

/** What the sockets did within one slice: apart from the requests, since nothing of it is one. */
export interface SocketSlice {
  /** By id of the measure, e.g. `messaging.fanout`. */
  readonly measures: Readonly<Record<string, OperationSlice>>;
  /** Sockets open at the end of the slice. */
  readonly open: number;
  /** Sockets that were closed without our wish. */
  readonly drops: number;
  /** Sockets that were opened again after that. */
  readonly reconnects: number;
  /** Events received, whether anything waited for them or not. */
  readonly events: number;
}

/**
 * How a service of the target answered within one slice, by the second, so that an outage has a beginning and an end. See
 * `outagesOf`.
 */
export interface ServiceSlice {
  /** The second of the traffic that `answered` begins with. */
  readonly fromSecond: number;
  /** Answers in each second, a refusal (4xx) among them. */
  readonly answered: readonly number[];
  /** Left out when none was. */
  readonly lost?: readonly LostRequests[];
}

/** Requests of one second that a service did not serve. */
export interface LostRequests {
  /** Of the traffic, in which they were sent. */
  readonly second: number;
  /** The status that they were answered with, or the outcome where they had no answer. */
  readonly by: string;
  readonly count: number;
}

/** Requests that were sent only because measured ones build on them: in no histogram and in no other count. */
export interface PreparationCounts {
  readonly sent: number;
  readonly failed: number;
}

/** How well the measurer itself was doing within one slice. */
export interface MeasurerHealth {
  /** Delay of the generator's event loop beyond the timer's own 10 ms resolution. */
  readonly eventLoopDelayP99Ms: number;
  readonly eventLoopDelayMaxMs: number;
  /** CPU time of the generator's process per wall time: 1 is one whole core. */
  readonly generatorCpu: number;
  /** Share of all of the host's cores that was busy, 0 to 1. */
  readonly hostCpu: number;
  /**
   * Of the time in which the generator's main thread wanted a core, the share that it waited for one, 0 to 1. Left out
   * where the system does not tell.
   */
  readonly coreWaitShare?: number;
  /**
   * How long a CPU quota kept the control group of the generator from running, summed over cores. Left out where there
   * is no quota or the system does not tell, and where it could not be read: then the next slice has the time of both.
   */
  readonly throttledMs?: number;
  /** Requests that the measuring machine could not send, by the error's code (see own-faults.ts); left out when there were none. */
  readonly ownFaults?: Readonly<Record<string, number>>;
  readonly gcPauseMs: number;
  readonly gcCount: number;
  /** How far the wall clock moved against the monotonic clock: other than about 0 it was set. */
  readonly clockStepMs: number;
  readonly rssBytes: number;
  /** The generator's priority, see `Priority`. Left out by versions that did not record it. */
  readonly nice?: number;
  readonly groupNice?: number;
  /**
   * What the generator held after its last full garbage collection, heap and buffers outside of it: `rssBytes` without
   * what the engine keeps for its own ease. Left out when there was no such collection.
   */
  readonly heldBytes?: number;
  /** Intended start to real start, p99, as far as the generator caused it. Left out in the closed model. */
  readonly startLagP99Ms?: number;
}

/**
 * What the load did during a slice: `plateau` held its level, `ramp` was on its way to another one. Both are measured, and judged apart: a limit is about the plateau.
 */
export type SlicePhase = 'plateau' | 'ramp';

/**
 * What a round of the suite did next to the traffic: its browser visited pages, its burst hit an operation, or it removed what the
 * burst had made.
 */
export interface SliceRound {
  readonly kind: 'visits' | 'burst' | 'removal';
  readonly journey: string;
  /** From 1. */
  readonly number: number;
  /** Of the burst, also while its things are removed. */
  readonly operation?: string;
}

/**
 * Ten seconds of traffic, or less where a stage ends, or where a round's visits, its burst or its removal begin or end: the unit that
 * is written to disk as soon as it closes.
 */
export interface Slice {
  readonly kind: 'slice';
  /** Milliseconds since the traffic began. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly phase: SlicePhase;
  /** Left out where the scenario's users had the target to themselves. See `judgedSlices`. */
  readonly round?: SliceRound;
  /** Virtual users alive at the end of the slice. */
  readonly vus: number;
  readonly operations: Readonly<Record<string, OperationSlice>>;
  /**
   * Requests that began within the slice, whenever they ended: over a whole traffic as many as ended, the unfinished among
   * them. Left out by versions that did not count them.
   */
  readonly begun?: number;
  /** In the closed model: end of the think time to the next step, encoded; left out when nobody was thinking. */
  readonly startLag?: string;
  /** Left out in the closed model. */
  readonly arrivals?: ArrivalSlice;
  /** Left out when the traffic has no sockets. */
  readonly sockets?: SocketSlice;
  /** By name of the service; preparations count too. Left out by versions that did not measure it. */
  readonly services?: Readonly<Record<string, ServiceSlice>>;
  /** Left out when there was none. */
  readonly preparation?: PreparationCounts;
  /** How often users renewed their tokens, which is in no other count; left out when none did. */
  readonly renewals?: number;
  /**
   * In a search for the capacity, by id of the operation: how long each request that was under way at the end of the slice had
   * waited by then for certain, in milliseconds. Its end is in a later slice. Left out when there was none, in other
   * runs, and by versions that did not measure it.
   */
  readonly underWayMs?: Readonly<Record<string, readonly number[]>>;
  readonly health: MeasurerHealth;
  /**
   * The p95 over all requests that got an answer or ran into a timeout, in milliseconds: as measured, and less what the
   * measurer itself may have added. Left out with too few requests, and by versions that did not measure it.
   */
  readonly p95?: { readonly measuredMs: number; readonly leastMs: number };
  /**
   * In the closed model: the time of all virtual users together, and how much of it the measurer took from them by being
   * late, in milliseconds; and how long they could not work, for example since a session was renewed or a rate limiter made them
   * wait (left out when they always could). They send less by these shares. Left out without users.
   */
  readonly userTime?: { readonly totalMs: number; readonly lostMs: number; readonly troubleMs?: number };
  /** By how much the measurer itself may have changed the slice's figures; empty when that is next to nothing. */
  readonly disturbed: readonly string[];
}
