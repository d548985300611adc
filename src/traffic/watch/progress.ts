import type { RecentFigures } from '../../measure/recent-window.ts';
import type { RunningTotals } from '../../measure/recorder.ts';

/** State of the traffic, once a second: the traffic lane writes it, the terminal shows it. */
export interface Progress {
  readonly elapsedMs: number;
  readonly durationMs: number;
  readonly vus: number;
  /** Requests that ended in the second before. */
  readonly requestsPerSecond: number;
  /** Over the requests so far that the scenario's limit of latency judges; null before the first one. */
  readonly p95Ms: number | null;
  /** The same, each request less what the measurer itself may have added. */
  readonly p95LeastMs?: number | null;
  /** Of the requests so far that the scenario's limit of errors judges. */
  readonly failedShare: number;
  /** How many these are. */
  readonly judgedRequests: number;
  readonly requests: number;
  /** The last ten seconds; null where nothing ended in them. */
  readonly recentP95Ms?: number | null;
  readonly recentFailedShare?: number | null;
  /** What the users have sent, for the run's budgets. */
  readonly spent?: { readonly requests: number; readonly writes: number };
  /** How the measurer itself is doing, over the slices that are closed. */
  readonly measurer?: MeasurerProgress;
}

/** Whether limits that are held count so far. */
export interface MeasurerProgress {
  /** Why they do not; left out while they do. */
  readonly invalid?: string;
}

/** What is known of the requests: of those so far, and of those of the last seconds. */
export function requestsSoFar({ ended, judged, all, allLeast }: RunningTotals, lately: RecentFigures) {
  return {
    p95Ms: (all.percentileUs(95) ?? 0) / 1000 || null,
    p95LeastMs: (allLeast.percentileUs(95) ?? 0) / 1000 || null,
    failedShare: judged.ended === 0 ? 0 : judged.failed / judged.ended,
    judgedRequests: judged.ended,
    requests: ended,
    recentP95Ms: lately.p95Ms,
    recentFailedShare: lately.failedShare,
  };
}
