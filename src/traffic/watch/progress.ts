/** State of the traffic, once a second: the traffic lane writes it, the terminal shows it. */
export interface Progress {
  readonly elapsedMs: number;
  readonly durationMs: number;
  readonly vus: number;
  /** Requests that ended in the second before. */
  readonly requestsPerSecond: number;
  /** Over all requests so far; null before the first one. */
  readonly p95Ms: number | null;
  readonly failedShare: number;
  readonly requests: number;
  /** The last ten seconds; null where nothing ended in them. */
  readonly recentP95Ms?: number | null;
  readonly recentFailedShare?: number | null;
  /** How the measurer itself is doing, over the slices that are closed. */
  readonly measurer?: MeasurerProgress;
}

/** How much of the measured time can be trusted so far. */
export interface MeasurerProgress {
  readonly measuredMs: number;
  /** Length of the slices that were disturbed. */
  readonly starvedMs: number;
  /** Why the last slice cannot be trusted fully; empty when it can. */
  readonly lastDisturbed: readonly string[];
}
