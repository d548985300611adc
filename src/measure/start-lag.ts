import type { DecodedSlice } from './decoded-slice.ts';
import type { LatencyHistogram } from './latency-histogram.ts';
import { StoredHistogram } from './stored-histogram.ts';

/** How late requests started against their schedule. */
export interface StartLag {
  /** In slices of rounds. */
  readonly inRounds: LatencyHistogram;
  readonly outside: LatencyHistogram;
}

/**
 * Merges the start lags of the slices, apart for those within rounds: there the generator shares the machine with a
 * browser. In the closed model a request is due when its user's think time is over, in the open one at its arrival.
 *
 * @returns undefined when no slice has any
 */
export function startLagOf(slices: readonly DecodedSlice[]): StartLag | undefined {
  const lags = slices.flatMap((slice) => {
    const histogram = slice.arrivals === undefined ? slice.startLag : slice.arrivals.startLag;
    if (histogram === undefined) return [];
    return [{ inRound: slice.round !== undefined, histogram }];
  });
  if (lags.length === 0) return undefined;
  const merged = (wanted: boolean) =>
    StoredHistogram.sum(lags.filter(({ inRound }) => inRound === wanted).map(({ histogram }) => histogram));
  return { inRounds: merged(true), outside: merged(false) };
}
