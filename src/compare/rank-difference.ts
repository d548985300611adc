import { normalQuantile, studentQuantile } from '../base/statistics/quantiles.ts';
import { percentileRanks } from '../verdict/percentile-interval.ts';
import type { LogDifference } from './candidate.ts';
import { designEffect } from './design-effect.ts';
import type { Clusters, LatencyCounts } from './latency-counts.ts';

/**
 * The difference of a percentile between two runs on the logarithmic scale, where blocks have too few samples for a
 * percentile of their own. Each side's interval is that of order statistics, with as many samples as independent ones
 * would tell as much; both are joined by the method of variance estimates recovery. Woodruff, JASA 47 (1952); Korn &
 * Graubard, Survey Methodology 24 (1998); Zou & Donner, Statistics in Medicine 27 (2008).
 */
export function rankDifference(
  runs: readonly [Clusters, Clusters],
  percentile: number,
  twoSided: number,
): LogDifference {
  const { factor, degreesOfFreedom } = designEffect(runs, percentile);
  // The design effect is itself estimated: with few blocks t is wider than the normal distribution by so much.
  const shrink =
    (normalQuantile(1 - twoSided / 2) / studentQuantile(twoSided, degreesOfFreedom)) ** 2 / factor;
  const base = sideInterval(runs[0].together, percentile, shrink, twoSided);
  const other = sideInterval(runs[1].together, percentile, shrink, twoSided);
  return {
    log: other.log - base.log,
    below: Math.hypot(other.below, base.above),
    above: Math.hypot(other.above, base.below),
  };
}

function sideInterval(
  counts: LatencyCounts,
  percentile: number,
  shrink: number,
  twoSided: number,
): LogDifference {
  const log = Math.log(counts.percentileUs(percentile) ?? Number.NaN);
  const effective = Math.floor(counts.count * shrink);
  const ranks = percentileRanks(effective, percentile, 1 - twoSided);
  const distanceTo = (rank: number | undefined) => {
    // The rank among so many independent samples, at the same share of the real ones.
    const real = rank === undefined ? undefined : Math.round(((rank - 0.5) / effective) * counts.count + 0.5);
    const us = real === undefined ? undefined : counts.valueAtRankUs(real);
    return us === undefined ? Number.POSITIVE_INFINITY : Math.abs(Math.log(us) - log);
  };
  return { log, below: distanceTo(ranks.lower), above: distanceTo(ranks.upper) };
}
