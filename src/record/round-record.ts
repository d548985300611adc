import type { BurstResult } from '../bursts/burst-result.ts';
import { type FailureNotes, sumFailureNotes } from '../measure/failure-notes.ts';
import type { BlockingScript } from '../measure/page/blocking-scripts.ts';
import type { StepParts, StepVitals } from '../measure/page/step-parts.ts';
import type { StepRequest } from '../measure/page/step-request.ts';
import type { MeasurerHealth } from '../measure/slice.ts';
import type { ShimName } from '../settings/table/run-rows.ts';
import type { Judgement, Verdict } from '../verdict/verdict.ts';
import { type LatencyFigures, latencyFigures } from './latency-figures.ts';

/** When a burst was sent, without what was made for it before and removed after it; in milliseconds since 1970. */
export interface BurstTime {
  readonly beganAtMs: number;
  readonly endedAtMs: number;
}

/** How a burst ended, where that was before its time. */
export interface BurstEnd {
  /** Why its access token ended it early, without a full stop; left out where none did. Its figures are of the time until then. */
  readonly endedEarly?: string;
}

/**
 * A burst as it is kept in the run's folder: figures in milliseconds, and the histogram for later comparison. Versions that did
 * not note when it was sent left out {@link BurstTime}.
 */
export interface BurstRecord
  extends Partial<BurstTime>,
    BurstEnd,
    Pick<BurstResult, 'mode' | 'connections' | 'elapsedMs' | 'outcomes' | 'arrivals' | 'overTime'>,
    FailureNotes,
    Omit<LatencyFigures, 'samples' | 'avgMs'> {
  readonly operation: string;
  /** Requests that were sent a second time, as their reused connection had been closed; left out when there were none. */
  readonly repeated?: number;
  readonly requestsPerSecond: number;
  /** Latencies of the successes; see `LatencyHistogram.encode`. */
  readonly successes: string;
  /** The same, each less what the measurer itself may have added. Left out by versions that did not measure it. */
  readonly least?: string;
  /** How the process that sent the burst was doing. Left out by versions that did not watch it. */
  readonly health?: MeasurerHealth;
}

/** The bursts of a run: those of the `baseline` project, and then those of its rounds. */
export function allBurstsOf({
  bursts,
  rounds,
}: {
  readonly bursts: readonly BurstRecord[];
  readonly rounds: readonly Pick<RoundRecord, 'burst'>[];
}): BurstRecord[] {
  return [...bursts, ...rounds.flatMap(({ burst }) => burst ?? [])];
}

/** One step in all visits of a round. */
export interface StepRecord {
  readonly step: string;
  /** Of the first visit, which found an empty cache. */
  readonly coldMs?: number;
  /** Of the others, in their order. */
  readonly visitsMs: readonly number[];
  /** The same visits, each less what the measurer itself may have added: see `MeasuredStep.leastMs`; 0 for one that nobody watched. */
  readonly leastVisitsMs?: readonly number[];
  /** Of the visits after the first; the time of the first where there are none. */
  readonly medianMs: number;
  /** The step's requests in its median visit, as the page saw them. */
  readonly requests: readonly StepRequest[];
  /** Where the time of the median visit went. */
  readonly parts?: StepParts;
  /** Of the median visit. */
  readonly vitals?: StepVitals;
  /**
   * Scripts that blocked the median visit, the longest first. Left out where the browser reports none (Firefox, WebKit), and
   * by versions that did not read them.
   */
  readonly blockedBy?: readonly BlockingScript[];
  /** Of the median visit, to be looked up on the target's side; left out when no request carried one. */
  readonly traceId?: string;
}

/** A stretch of the run's clock in which a round measured. */
export interface RoundWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The traffic while a round visited its pages: its backend figures of the same moment. */
export interface RoundTraffic {
  readonly requestsPerSecond: number;
  /** Over all operations; left out when no request ended in that time. */
  readonly p95Ms?: number;
  /** Without what the measurer itself may have added, as in `LatencyFigures`. */
  readonly p95LeastMs?: number;
  /** Of the operation behind the journey. */
  readonly operationP95Ms?: number;
  readonly operationP95LeastMs?: number;
}

/** A visit of a round that was recorded after its figures were taken. Files are named from the run's folder. */
export interface KeptTrace {
  readonly why: 'slowest' | 'failed';
  readonly trace: string;
  /** Left out when none could be made. */
  readonly video?: string;
}

/** Help that a web client got: its times are not those of the client as it is. */
export interface ShimUse {
  readonly shim: ShimName;
  /** Method and path as the page sent them, e.g. `GET /api/v1/deals`. */
  readonly request: string;
  readonly count: number;
}

/** Something that went wrong in a page during a step: an error that nothing caught, or a request without a good answer. */
export interface PageFault {
  /** `(start)` for what happened before the first step. */
  readonly step: string;
  /** In words, e.g. `GET /api/v1/dashboard/stats answered 404`. Secrets are masked, and ids are `{id}`. */
  readonly fault: string;
  /** How often, in all visits of the round. */
  readonly count: number;
}

/** What went wrong in the pages of a round, whether or not it failed a step. */
export interface RoundFaults {
  readonly listed: readonly PageFault[];
  /** How many others there were, of kinds that are not listed; left out when there were none. */
  readonly unlisted?: number;
}

/** Why a planned round was not measured, as its lane leaves it in the run's folder. */
export interface LeftOutRound extends Pick<RoundRecord, 'journey' | 'number'> {
  readonly why: string;
}

/** What a round that began late did not measure under load. */
export interface AfterUsers {
  /** Visits that ended when the users had gone. */
  readonly visits: number;
  /** Whether the burst was not sent, because it would have ended when the users had gone. */
  readonly burst: boolean;
}

/** One round: the journey's figures, and those of the burst behind it at the same moment. */
export interface RoundRecord {
  readonly journey: string;
  readonly number: number;
  readonly of: number;
  readonly moment: string;
  readonly plannedAtMs: number;
  /** How much later than planned it began; waiting for the round before it counts. */
  readonly lateMs: number;
  /** When it measured, on the run's clock; left out without traffic. */
  readonly window?: RoundWindow;
  /** Virtual users when it began; 0 when the journey was measured without traffic. */
  readonly vus: number;
  /** Virtual users that were planned at that moment; left out when there were as many, and without traffic. */
  readonly plannedVus?: number;
  readonly steps: readonly StepRecord[];
  /** Of the process that drove the browser, during the visits. Left out by versions that did not watch it. */
  readonly health?: MeasurerHealth;
  /** Left out without traffic. */
  readonly traffic?: RoundTraffic;
  /** The device and line that the journey was measured on, e.g. `desk`. */
  readonly device?: string;
  /** Left out when the web client needed no help. */
  readonly help?: readonly ShimUse[];
  /** Left out when nothing went wrong in its pages, and by versions that did not record it. */
  readonly faults?: RoundFaults;
  /** What was kept to look at this round with; see {@link KeptTrace}. */
  readonly trace?: KeptTrace;
  readonly burst: BurstRecord | undefined;
  /** What of it is in no figure, since the users were gone; left out when there was nothing. */
  readonly afterUsers?: AfterUsers;
  /**
   * What became of the limits of its steps and its burst under overload, where they are reported and not judged; the round
   * has no verdicts then. Left out of a round under normal load.
   */
  readonly underOverload?: readonly Judgement[];
  /** Why a round under overload was broken off, which fails no run; left out of a round that came to its end. */
  readonly brokenOff?: string;
}

/** A round as its lane keeps it in the run's folder. The record of the run has all verdicts in one list. */
export interface JudgedRound extends RoundRecord {
  readonly verdicts: readonly Verdict[];
}

/** A burst of the `baseline` project as its lane keeps it in the run's folder. */
export interface JudgedBurst {
  readonly burst: BurstRecord;
  readonly verdicts: readonly Verdict[];
  /** Why the run judges nothing: by the suite's own doing this burst got no answer. */
  readonly invalid?: string;
}

/** Turns a burst's result, when it was sent and how it ended into what is kept of it. */
export function burstRecord(result: BurstResult & Partial<BurstTime> & BurstEnd): BurstRecord {
  const {
    operationId: operation,
    mode,
    connections,
    elapsedMs,
    outcomes,
    repeated,
    arrivals,
    overTime,
    health,
    beganAtMs,
    endedAtMs,
    endedEarly,
  } = result;
  const { samples: _, avgMs: __, ...latency } = latencyFigures(result.successes, result.least);
  // The first answer of each connection is in no latency, and one of the rate.
  const requestsPerSecond = ((outcomes.ok ?? 0) / elapsedMs) * 1000;
  const [successes, least] = [result.successes.encode(), result.least.encode()];
  return {
    operation,
    mode,
    connections,
    ...(beganAtMs !== undefined && { beganAtMs }),
    ...(endedAtMs !== undefined && { endedAtMs }),
    elapsedMs,
    outcomes,
    ...(repeated !== undefined && { repeated }),
    ...(arrivals !== undefined && { arrivals }),
    ...sumFailureNotes([result]),
    requestsPerSecond,
    ...latency,
    successes,
    least,
    health,
    ...(endedEarly !== undefined && { endedEarly }),
    overTime,
  };
}
