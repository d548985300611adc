import { normalQuantile } from '../base/statistics/quantiles.ts';

/** Ranks (1 = smallest) between which a percentile of the population lies with the asked confidence. */
export interface RankInterval {
  /** Undefined when even the smallest sample is too high up to be a lower bound: too few samples. */
  readonly lower: number | undefined;
  /** Undefined when even the largest sample is too low to be an upper bound: too few samples. */
  readonly upper: number | undefined;
}

/**
 * Distribution-free confidence interval of a percentile by order statistics: the number of samples below the true
 * percentile is binomial(n, p), so the ranks are quantiles of that distribution, whatever the latencies look like.
 * Exact binomial up to 1,000 samples, above that the normal approximation with continuity correction.
 * Source: Hahn & Meeker, Statistical Intervals (1991), section 5.2.
 *
 * @param samples number of independent samples
 * @param percentile 0 to 100, exclusive
 * @param confidence two-sided, e.g. 0.95
 */
export function percentileRanks(samples: number, percentile: number, confidence = 0.95): RankInterval {
  const p = percentile / 100;
  const tail = (1 - confidence) / 2;
  if (samples <= 0) return { lower: undefined, upper: undefined };
  return samples <= 1000 ? exactRanks(samples, p, tail) : approximateRanks(samples, p, tail);
}

/** Smallest number of samples whose largest one is an upper bound of the percentile: p^n <= tail. */
export function samplesNeeded(percentile: number, confidence = 0.95): number {
  return Math.ceil(Math.log((1 - confidence) / 2) / Math.log(percentile / 100));
}

function exactRanks(n: number, p: number, tail: number): RankInterval {
  let lower: number | undefined;
  let upper: number | undefined;
  let cumulative = 0;
  let logProbability = n * Math.log1p(-p);
  const logOdds = Math.log(p) - Math.log1p(-p);
  // Once there is an upper bound, too many lie below for a lower one.
  for (let below = 0; below <= n && upper === undefined; below += 1) {
    cumulative += Math.exp(logProbability);
    // Rank r is a lower bound when P(fewer than r below) <= tail, an upper one when P(at least r below) <= tail.
    if (cumulative <= tail) lower = below + 1;
    if (1 - cumulative <= tail + 1e-12 && below + 1 <= n) upper = below + 1;
    logProbability += Math.log((n - below) / (below + 1)) + logOdds;
  }
  return { lower, upper };
}

function approximateRanks(n: number, p: number, tail: number): RankInterval {
  const spread = normalQuantile(1 - tail) * Math.sqrt(n * p * (1 - p));
  const lower = Math.floor(n * p - spread);
  const upper = Math.ceil(n * p + spread) + 1;
  return { lower: lower < 1 ? undefined : lower, upper: upper > n ? undefined : upper };
}
