import type { LatencyCounts } from './latency-counts.ts';

/** One run's samples of an operation: together, and block by block. */
export interface Clusters {
  readonly together: LatencyCounts;
  readonly blocks: readonly LatencyCounts[];
}
