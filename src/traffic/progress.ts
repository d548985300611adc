/** What is known while the traffic runs, once a second. Written by the traffic lane, shown by the terminal. */
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
}
