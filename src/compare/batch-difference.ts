import { sum } from '../base/statistics/averages.ts';
import type { LogDifference } from './candidate.ts';
import { type Clusters, LatencyCounts } from './latency-counts.ts';
import { welchHalfWidth } from './welch-interval.ts';

/** Samples that lie beyond the percentile in a batch, at the least: with fewer its own percentile means little. */
const LEAST_BEYOND = 3;
/** With fewer batches their scatter is hardly known. */
const LEAST_BATCHES = 5;

/**
 * Joins blocks until each has enough samples for its own percentile; what is left at the end goes to the last one.
 * @returns undefined when the samples do not suffice for five such batches
 */
export function batchesOf({ blocks }: Clusters, percentile: number): LatencyCounts[] | undefined {
  const wanted = LEAST_BEYOND / Math.min(percentile / 100, 1 - percentile / 100);
  const batches: LatencyCounts[][] = [];
  let open: LatencyCounts[] = [];
  for (const block of blocks) {
    open.push(block);
    if (sum(open.map(({ count }) => count)) < wanted - 1e-9) continue;
    batches.push(open);
    open = [];
  }
  batches.at(-1)?.push(...open);
  return batches.length < LEAST_BATCHES ? undefined : batches.map(joined);
}

/** Most blocks are enough for a batch of their own, and then nothing has to be counted again. */
function joined(parts: readonly LatencyCounts[]): LatencyCounts {
  const [first, ...others] = parts;
  return first !== undefined && others.length === 0 ? first : LatencyCounts.of(parts);
}

/**
 * The difference of a percentile between two runs on the logarithmic scale, with the interval that the percentile's
 * scatter from batch to batch gives. Requests of the same seconds are alike, batches hardly are. Method of batch means
 * for quantiles: Seila, A batching approach to quantile estimation, Management Science 28 (1982).
 */
export function batchDifference(
  runs: readonly [Clusters, Clusters],
  batches: readonly [readonly LatencyCounts[], readonly LatencyCounts[]],
  percentile: number,
  twoSided: number,
): LogDifference {
  const [base, other] = runs.map(({ together }) => logPercentile(together, percentile));
  const [ofBase, ofOther] = batches;
  const logs = (list: readonly LatencyCounts[]) => list.map((batch) => logPercentile(batch, percentile));
  const half = welchHalfWidth(logs(ofBase), logs(ofOther), twoSided);
  return { log: (other ?? Number.NaN) - (base ?? Number.NaN), below: half, above: half };
}

function logPercentile(counts: LatencyCounts, percentile: number): number {
  return Math.log(counts.percentileUs(percentile) ?? Number.NaN);
}
