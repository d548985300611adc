import { sum } from '../base/statistics/averages.ts';
import type { Clusters } from './latency-counts.ts';

/** How much more the share of samples below a percentile scatters than it would if all samples were independent. */
export interface DesignEffect {
  /** Variance over binomial variance, at least 1. */
  readonly factor: number;
  /** How well it is known: blocks of both runs, less one each. */
  readonly degreesOfFreedom: number;
}

/**
 * The design effect of a percentile, from how the share of samples below it differs from block to block, in both runs
 * together: the variance of a ratio over clusters. Kish, Survey Sampling (1965), chapters 5 and 6.
 *
 * @param percentile 0 to 100
 */
export function designEffect(runs: readonly Clusters[], percentile: number): DesignEffect {
  let [observed, binomial, degreesOfFreedom] = [0, 0, 0];
  for (const { together, blocks } of runs) {
    const valueUs = together.percentileUs(percentile);
    const used = blocks.filter(({ count }) => count > 0);
    if (valueUs === undefined || used.length === 0) continue;
    degreesOfFreedom += used.length - 1;
    const share = together.countUpTo(valueUs) / together.count;
    binomial += together.count * share * (1 - share);
    if (used.length < 2) continue;
    const squares = used.map((block) => (block.countUpTo(valueUs) - share * block.count) ** 2);
    observed += (sum(squares) * used.length) / (used.length - 1);
  }
  // Less scatter than chance alone would bring is chance itself, and no better measurement.
  return { factor: binomial > 0 ? Math.max(1, observed / binomial) : 1, degreesOfFreedom };
}
