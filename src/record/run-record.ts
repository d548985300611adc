import type { AuditRecord } from '../lighthouse/audit-record.ts';
import type { Exemplar } from '../measure/exemplars.ts';
import type { MemoryTrend } from '../measure/memory-trend.ts';
import type { Outcome } from '../measure/outcome.ts';
import type { MeasurerHealth, PreparationCounts, SlicePhase } from '../measure/slice.ts';
import type { Finding } from '../target/preflight/finding.ts';
import type { RemovalReport } from '../target/test-data/removal-report.ts';
import type { PerceivedCurve } from '../verdict/perceived-under-load.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { BurstRecord, RoundRecord } from './round-record.ts';

/** Raised when a field changes its meaning or goes; new fields do not raise it. */
export const RECORD_VERSION = 3;

/**
 * How a run ended. `invalid`: the measurer was in trouble, so nothing is judged. `could not run`: something other than
 * the target's speed kept it from its work.
 */
export type RunOutcome = 'pass' | 'fail' | 'invalid' | 'could not run';

/** Why a run ended as it did. `kind` is for programs, `text` for people. */
export interface Reason {
  /**
   * `invalid`: the measurer was in trouble. `stopped`: the target was gone, so the run was ended. `limit`: a verdict that
   * fails the run. `interrupted`: Ctrl-C, or the time was up. `test error`: a test could not do its work.
   */
  readonly kind: 'invalid' | 'stopped' | 'limit' | 'interrupted' | 'test error';
  readonly text: string;
}

/** Latency figures in milliseconds; a percentile that was not measured is left out. */
export interface LatencyFigures {
  readonly samples: number;
  readonly avgMs?: number;
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  readonly p99Ms?: number;
  readonly maxMs?: number;
}

/** One operation in the traffic. Latencies are of its successes; `allLatency` is of every request that ended. */
export interface OperationRecord {
  readonly operation: string;
  readonly sent: number;
  readonly ok: number;
  readonly failed: number;
  readonly unfinished: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly latency: LatencyFigures;
  readonly allLatency: LatencyFigures;
}

/** The arrivals of an open model, and how late their requests started. */
export interface ArrivalRecord {
  readonly offered: number;
  readonly sent: number;
  readonly notSent: number;
  readonly late: number;
  readonly startLag: LatencyFigures;
  /** The part of the start lag that the generator itself caused. */
  readonly ownLag: LatencyFigures;
}

/** The sockets of a traffic: pairs of users who kept them open. */
export interface SocketRecord {
  /** Sockets open at once, at most, at the end of a slice. */
  readonly mostOpen: number;
  readonly drops: number;
  readonly reconnects: number;
  readonly events: number;
}

/** How late requests started against their schedule: think times in the closed model, arrivals in the open one. */
export interface StartLagRecord {
  /** While a round measured beside the traffic. */
  readonly inRounds: LatencyFigures;
  readonly outside: LatencyFigures;
}

/** The whole traffic. */
export interface TrafficRecord {
  readonly elapsedMs: number;
  readonly sent: number;
  readonly ok: number;
  readonly failed: number;
  readonly unfinished: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly requestsPerSecond: number;
  /** Left out when nothing was scheduled. */
  readonly startLag?: StartLagRecord;
  /** Of the generator; left out for a run too short to tell. */
  readonly memory?: MemoryTrend;
  /** Left out in the closed model. In the open one latencies count from the intended start. */
  readonly arrivals?: ArrivalRecord;
  /** Over successes and failures together. */
  readonly latency: LatencyFigures;
  readonly operations: readonly OperationRecord[];
  /** Left out when the traffic had no sockets. What was measured on them is among the operations. */
  readonly sockets?: SocketRecord;
  /** Left out when none was sent. In no other count. */
  readonly preparation?: PreparationCounts;
  readonly slices: readonly SliceRecord[];
  readonly exemplars: readonly Exemplar[];
}

/** A slice without its histograms, which stay in slices.jsonl. */
export interface SliceRecord {
  readonly fromMs: number;
  readonly toMs: number;
  readonly phase: SlicePhase;
  readonly vus: number;
  readonly requestsPerSecond: number;
  readonly failed: number;
  /** How requests failed, by kind; left out when none did. */
  readonly failures?: Readonly<Partial<Record<Outcome, number>>>;
  readonly latency: LatencyFigures;
  readonly health: MeasurerHealth;
  readonly disturbed: readonly string[];
}

/** Everything a report needs of one run: measured and judged once, rendered many times. `summary.json` is this. */
export interface RunRecord {
  readonly version: typeof RECORD_VERSION;
  readonly runId: string;
  readonly scenario: string;
  readonly environment: string;
  readonly baseUrl: string;
  readonly sandbox: boolean;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: RunOutcome;
  /** Gravest first; empty for a pass. */
  readonly reasons: readonly Reason[];
  readonly vus: number;
  readonly plannedDurationMs: number;
  /** Arrivals per second at the peak of an open model; left out in the closed one. */
  readonly ratePerSecond?: number;
  /** OPERATIONS, when the traffic was narrowed. */
  readonly operations?: string;
  readonly preflight: readonly Finding[];
  /** Null when no traffic was measured: a journey alone, or the baseline's bursts. */
  readonly traffic: TrafficRecord | null;
  readonly rounds: readonly RoundRecord[];
  readonly bursts: readonly BurstRecord[];
  /** Pages that Lighthouse audited; left out in any other run. */
  readonly audits?: readonly AuditRecord[];
  /** How the steps' times grew with the users; left out when all rounds had the same number. */
  readonly perceivedUnderLoad?: readonly PerceivedCurve[];
  /** All verdicts, each once: first those of the traffic, then those of rounds, bursts and audits. */
  readonly verdicts: readonly Verdict[];
  /** Null when the clean-up could not be done at all. */
  readonly testData: RemovalReport | null;
}
