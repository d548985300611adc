import { median } from '../base/statistics/averages.ts';
import { percentileRanks, samplesNeeded } from './percentile-interval.ts';

/** Below this many samples no two of them enclose the median with 95 % confidence. */
export const MEDIAN_NEEDS = samplesNeeded(50);

/** A median, and where that of the population lies. */
export interface MedianInterval {
  readonly median: number;
  readonly samples: number;
  /**
   * Ends of the 95 % confidence interval by order statistics; both are left out with fewer than
   * {@link MEDIAN_NEEDS} samples.
   */
  readonly lower?: number;
  readonly upper?: number;
}

/** The median of some samples with its confidence interval; undefined when there are none. */
export function medianInterval(samples: readonly number[]): MedianInterval | undefined {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = median(sorted);
  if (middle === undefined) return undefined;
  const ranks = percentileRanks(sorted.length, 50);
  const [lower, upper] = [ranks.lower, ranks.upper].map((rank) =>
    rank === undefined ? undefined : sorted[rank - 1],
  );
  return {
    median: middle,
    samples: sorted.length,
    ...(lower !== undefined && { lower }),
    ...(upper !== undefined && { upper }),
  };
}
