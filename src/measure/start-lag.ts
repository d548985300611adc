import type { DecodedSlice } from './decoded-slice.ts';
import type { LatencyHistogram } from './latency-histogram.ts';
import { StoredHistogram } from './stored-histogram.ts';

/** A stretch of the run's clock in which a round measured: a browser and a burst ran next to the traffic. */
export interface RoundWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How late requests started against their schedule. */
export interface StartLag {
  /** In slices that a round reaches into. */
  readonly inRounds: LatencyHistogram;
  readonly outside: LatencyHistogram;
}

/**
 * Merges the start lags of the slices, apart for those within rounds: there the generator shares the machine with a
 * browser. In the closed model a request is due when its user's think time is over, in the open one at its arrival.
 *
 * @returns undefined when no slice has any
 */
export function startLagOf(
  slices: readonly DecodedSlice[],
  rounds: readonly RoundWindow[],
): StartLag | undefined {
  const lags = slices.flatMap((slice) => {
    const histogram = slice.arrivals === undefined ? slice.startLag : slice.arrivals.startLag;
    if (histogram === undefined) return [];
    const inRound = rounds.some(({ fromMs, toMs }) => fromMs < slice.toMs && toMs > slice.fromMs);
    return [{ inRound, histogram }];
  });
  if (lags.length === 0) return undefined;
  const merged = (wanted: boolean) =>
    StoredHistogram.sum(lags.filter(({ inRound }) => inRound === wanted).map(({ histogram }) => histogram));
  return { inRounds: merged(true), outside: merged(false) };
}
