import type { Advice } from '../capacity/advice.ts';
import type { CapacityRecord } from '../capacity/capacity-record.ts';
import type { ScalingTrigger } from '../capacity/triggers.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { EvidenceRecord } from '../evidence/evidence-record.ts';
import type { AuditRecord } from '../lighthouse/audit-record.ts';
import type { ArrivalFigures } from '../measure/arrival-figures.ts';
import type { Crowding } from '../measure/crowding.ts';
import type { Exemplar } from '../measure/exemplars.ts';
import type { FailureNotes } from '../measure/failure-notes.ts';
import type { MemoryTrend } from '../measure/memory-trend.ts';
import type { OperationFigures } from '../measure/operation-figures.ts';
import type { Outage } from '../measure/outages.ts';
import type { Outcome } from '../measure/outcome.ts';
import type { PreparationCounts, Slice, SliceRound, SocketSlice } from '../measure/slice.ts';
import type { StartLag } from '../measure/start-lag.ts';
import type { Finding } from '../target/preflight/finding.ts';
import type { RemovalReport } from '../target/test-data/removal-report.ts';
import type { PerceivedCurve } from '../verdict/perceived-under-load.ts';
import type { OwnLimit } from '../verdict/thresholds/own-limits.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Culprit } from './culprit.ts';
import type { LatencyFigures, Summed } from './latency-figures.ts';
import type { OverloadRecord } from './overload-record.ts';
import type { BurstRecord, RoundRecord } from './round-record.ts';
import type { RunPlan } from './run-plan.ts';
import type { MergedSegment, SegmentRecord } from './segment-record.ts';
import type { AccountCounts } from './sign-in-state.ts';

/** Raised when a field changes its meaning or goes; new fields do not raise it. */
export const RECORD_VERSION = 4;

/**
 * How a run ended. `invalid`: the measurer kept a limit from being decided. `nothing decided`: it measured, and no limit that
 * counts was held or broken. `segment`: it measured its share of a
 * load, which is judged where all segments come together. `could not run`: something other than the target's speed kept it from its work.
 */
export type RunOutcome = 'pass' | 'fail' | 'invalid' | 'nothing decided' | 'segment' | 'could not run';

/** Exit codes, documented in docs/exit-codes.md and never reused. 99 is what k6 uses for broken thresholds. */
export const EXIT_CODES: Readonly<Record<RunOutcome, number>> = {
  pass: 0,
  segment: 0,
  'could not run': 1,
  'nothing decided': 1,
  invalid: 3,
  fail: 99,
};

/** Why a run ended as it did. `kind` is for programs, `text` for people. */
export interface Reason {
  /**
   * `invalid`: nothing that was measured can be trusted. `stopped`: the target was gone, or
   * failed too many requests for too long, so the run was ended. `outage`: it, or a service of it, was gone until the end. `limit`: a
   * verdict that fails the run. `undecided`: the measurer's own delay or a crowded machine kept a limit that counts from being decided, or
   * held limits are void since the load was less than planned. `interrupted`: Ctrl-C, a stop file, a
   * budget that was used up, or the time was up. `test error`: a
   * test could not do its work. `nothing decided`: no limit that counts was held, and none is broken.
   */
  readonly kind:
    | 'invalid'
    | 'stopped'
    | 'outage'
    | 'limit'
    | 'undecided'
    | 'interrupted'
    | 'test error'
    | 'nothing decided';
  readonly text: string;
  /** How long a CPU quota kept the measurer from running, summed over cores, where the text names it as a part of the reason. */
  readonly throttledMs?: number;
}

/** How many requests were sent, and how they ended. */
export interface RequestCounts
  extends Pick<OperationFigures, 'sent' | 'ok' | 'failed' | 'unfinished' | 'outcomes'>,
    FailureNotes {
  /** Of the failed, those that the measurer itself may have caused; left out when there were none. */
  readonly ownFailures?: number;
}

/**
 * One operation in the traffic. Counts are of the whole run, latencies of the time without rounds: `latency` of its
 * successes, `allLatency` of every request that ended.
 */
export interface OperationRecord extends RequestCounts {
  readonly operation: string;
  readonly latency: LatencyFigures;
  readonly allLatency: LatencyFigures;
}

/** The sockets of a traffic: pairs of users who kept them open. */
export interface SocketRecord extends Pick<SocketSlice, 'drops' | 'reconnects' | 'events'> {
  /** Sockets open at once, at most, at the end of a slice. */
  readonly mostOpen: number;
}

/** The traffic while rounds of the suite did the same: visited pages, sent a burst to one operation, or removed what that made. */
export interface RoundPhaseRecord
  extends Pick<SliceRound, 'kind' | 'operation'>,
    Pick<RequestCounts, 'sent' | 'failed'> {
  readonly elapsedMs: number;
  /** Over successes and failures of the users' requests; the burst's requests are in the round's record. */
  readonly latency: LatencyFigures;
}

/** The whole traffic. Counts are of the whole run. */
export interface TrafficRecord extends RequestCounts {
  readonly elapsedMs: number;
  /** How long the unfinished request had waited that waited longest; left out when there was none. */
  readonly longestWaitMs?: number;
  /** Requests that were sent a second time, as their reused connection had been closed; left out when there were none. */
  readonly repeated?: number;
  readonly requestsPerSecond: number;
  /** Times in which a service or the whole target served nothing, in their order; left out when there were none. */
  readonly outages?: readonly Outage[];
  /** Left out when nothing was scheduled. */
  readonly startLag?: Summed<StartLag>;
  /** Of the generator; left out for a run too short to tell. */
  readonly memory?: MemoryTrend;
  /** Left out in the closed model. In the open one latencies count from the intended start. */
  readonly arrivals?: Summed<ArrivalFigures>;
  /**
   * Over the slices that the scenario's limits are held against, of all loads together; see `Slice.userTime`. Limits on errors are held
   * against visits, too: with these, where so much was lost that only limits on errors are void. Left out in the open model, and by
   * versions that did not measure it.
   */
  readonly userTime?: NonNullable<Slice['userTime']>;
  /**
   * How long the users had the target to themselves, without a visit or a burst of a round: latencies are of that time.
   * Left out in records of versions 2 and 3, whose latencies are of the whole run.
   */
  readonly undisturbedMs?: number;
  /** Over successes and failures together. A request that could not be sent, to a port that refuses for example, has none. */
  readonly latency: LatencyFigures;
  /** Of the samples of `latency`, those of failed requests; left out when there were none. */
  readonly failedSamples?: number;
  /**
   * Of all phases and loads, without those next to the suite's bursts, which limits on errors do not count. Left out by versions
   * that did not count them apart.
   */
  readonly errors?: { readonly ended: number; readonly failed: number };
  /** Left out when no round measured. */
  readonly inRounds?: readonly RoundPhaseRecord[];
  readonly operations: readonly OperationRecord[];
  /** Left out when the traffic had no sockets. What was measured on them is among the operations. */
  readonly sockets?: SocketRecord;
  /** Left out when none was sent. In no other count. */
  readonly preparation?: PreparationCounts;
  /** How often users renewed their tokens. In no other count; left out when none did. */
  readonly renewals?: number;
  readonly slices: readonly SliceRecord[];
  readonly exemplars: readonly Exemplar[];
}

/** A slice without its histograms, which stay in slices.jsonl. */
export interface SliceRecord
  extends Pick<Slice, 'fromMs' | 'toMs' | 'phase' | 'round' | 'vus' | 'health' | 'disturbed'> {
  readonly requestsPerSecond: number;
  readonly failed: number;
  /** How requests failed, by kind; left out when none did. */
  readonly failures?: Readonly<Partial<Record<Outcome, number>>>;
  readonly latency: LatencyFigures;
}

/** What the record repeats of the run's plan. */
type PlannedFacts = Pick<
  RunPlan,
  'runId' | 'scenario' | 'environment' | 'baseUrl' | 'sandbox' | 'startedAt' | 'facts' | 'operations'
>;

/** A round that was planned and not measured. */
export interface MissingRound extends Pick<RoundRecord, 'journey' | 'number' | 'of' | 'moment'> {
  /** Left out when its lane left no reason, and by versions that kept none. */
  readonly why?: string;
}

/** Files of a run that are not in its folder. */
export interface MissingFiles {
  /** Outputs that could not be made or written at all. */
  readonly lost: readonly string[];
  /** Files that the folder did not take, and the folder that has them. */
  readonly elsewhere?: { readonly names: readonly string[]; readonly path: string };
}

/** Everything a report needs of one run: measured and judged once, rendered many times. `summary.json` is this. */
export interface RunRecord extends PlannedFacts {
  readonly version: typeof RECORD_VERSION;
  /** TRACE_URL: where a trace is shown, with `{traceId}` for its id; left out where it was not set. */
  readonly traceUrl?: string;
  readonly endedAt: string;
  readonly outcome: RunOutcome;
  /** Gravest first; empty for a pass. */
  readonly reasons: readonly Reason[];
  /** Virtual users planned at the peak; in the open model those that are there from the beginning. */
  readonly vus: number;
  /** Virtual users that the open model may have at most; left out in the closed one, and by versions that did not note it. */
  readonly maxVus?: number;
  readonly plannedDurationMs: number;
  /** Arrivals per second at the peak of an open model; left out in the closed one. */
  readonly ratePerSecond?: number;
  readonly preflight: readonly Finding[];
  /** Null when no traffic was measured: a journey alone, or the baseline's bursts. */
  readonly traffic: TrafficRecord | null;
  /** How the target did and what its figures look like; left out without traffic, when nothing that was measured can be trusted, and by versions that did not diagnose. */
  readonly diagnosis?: Diagnosis;
  /** A script and a statement at most; left out when nothing was slow, nothing is to blame, and by versions that did not look. */
  readonly culprits?: readonly Culprit[];
  /** Left out when the load was normal from beginning to end, and by versions that judged overload as normal load. */
  readonly overload?: OverloadRecord;
  /** The guide's triggers for more instances; left out without traffic, and by versions that did not look. */
  readonly scaling?: readonly ScalingTrigger[];
  /** Tuning advice that something in the run asks for, three pieces at most; left out when nothing does. */
  readonly advice?: readonly Advice[];
  /** What a search for the capacity came to; left out in any other run. */
  readonly capacity?: CapacityRecord;
  readonly rounds: readonly RoundRecord[];
  /** Planned rounds without figures; left out when each has some, and by versions that did not list them. */
  readonly missingRounds?: readonly MissingRound[];
  /** What `undisturbedMs` of the traffic would be, had each round kept to its slot; left out without rounds, and by older versions. */
  readonly plannedUndisturbedMs?: number;
  readonly bursts: readonly BurstRecord[];
  /** Pages that Lighthouse audited; left out in any other run. */
  readonly audits?: readonly AuditRecord[];
  /** How the steps' times grew with the users; left out when all rounds had the same number. */
  readonly perceivedUnderLoad?: readonly PerceivedCurve[];
  /** All verdicts, each once: first those of the traffic, then those of rounds, bursts and audits. */
  readonly verdicts: readonly Verdict[];
  /** Whether a broken SLA fails the run; left out where it does not, and by versions that did not note it. */
  readonly slaCounts?: true;
  /** Limits that the environment's file sets in place of those of the tables; left out when it sets none. */
  readonly environmentLimits?: readonly OwnLimit[];
  /** Of the users of the traffic; left out without traffic, and by versions that did not count them. */
  readonly accounts?: AccountCounts;
  /** Null when no clean-up got to its end. */
  readonly testData: RemovalReport | null;
  /** What the run's folder lacks, for want of space for example; left out when it has everything. */
  readonly notInFolder?: MissingFiles;
  /** What the target's side says; left out when no source was asked, and by versions that asked none. */
  readonly evidence?: EvidenceRecord;
  /** How crowded the machine was; left out where the target was not embedded or the system does not tell, and by older versions. */
  readonly crowding?: Crowding;
  /** Set for one of several segments of a run. */
  readonly segment?: SegmentRecord;
  /** Set for a run that was merged: its segments, in order. */
  readonly segments?: readonly MergedSegment[];
}
