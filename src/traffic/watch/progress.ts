import type { RecentFigures } from '../../measure/recent-window.ts';
import type { RunningTotals } from '../../measure/recorder.ts';

/** State of the traffic, once a second: the traffic lane writes it, the terminal shows it. */
export interface Progress {
  readonly elapsedMs: number;
  readonly durationMs: number;
  readonly vus: number;
  /** Requests that ended in the second before. */
  readonly requestsPerSecond: number;
  /** Over all requests so far; null before the first one. */
  readonly p95Ms: number | null;
  /** The same, each request less what the measurer itself may have added. */
  readonly p95LeastMs?: number | null;
  readonly failedShare: number;
  readonly requests: number;
  /** The last ten seconds; null where nothing ended in them. */
  readonly recentP95Ms?: number | null;
  readonly recentFailedShare?: number | null;
  /** How the measurer itself is doing, over the slices that are closed. */
  readonly measurer?: MeasurerProgress;
}

/** Whether limits that are held count so far. */
export interface MeasurerProgress {
  /** Why they do not; left out while they do. */
  readonly invalid?: string;
}

/** What is known of the requests: of all so far, and of those of the last seconds. */
export function requestsSoFar({ ended, failed, all, allLeast }: RunningTotals, lately: RecentFigures) {
  return {
    p95Ms: (all.percentileUs(95) ?? 0) / 1000 || null,
    p95LeastMs: (allLeast.percentileUs(95) ?? 0) / 1000 || null,
    failedShare: ended === 0 ? 0 : failed / ended,
    requests: ended,
    recentP95Ms: lately.p95Ms,
    recentFailedShare: lately.failedShare,
  };
}
