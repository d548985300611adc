import { samplesNeeded } from '../verdict/percentile-interval.ts';
import { batchDifference, batchesOf } from './batch-difference.ts';
import { ALL_REQUESTS, type Block } from './blocks.ts';
import type { Candidate } from './candidate.ts';
import { type Clusters, LatencyCounts } from './latency-counts.ts';
import { rankDifference } from './rank-difference.ts';

const PERCENTILES = [
  ['p50', 50],
  ['p95', 95],
  ['p99', 99],
] as const;

/** A tail with fewer samples than an interval of this confidence needs could never be told apart among other rows. */
const CONFIDENCE_OF_TAILS = 0.999;

/**
 * The percentiles of each operation that both runs have: the median always, the tails as far as the samples allow. Of all
 * requests together the p95 only, as the scenario's limit: where their median lies depends on the mix.
 */
export function operationCandidates(base: readonly Block[], other: readonly Block[]): Candidate[] {
  const ids = [...new Set(base.flatMap((block) => [...block.keys()]))].sort((a, b) => a.localeCompare(b));
  return ids.flatMap((id) => {
    const runs = [clustersOf(base, id), clustersOf(other, id)] as const;
    const fewest = Math.min(...runs.map(({ together }) => together.count));
    return PERCENTILES.flatMap(([statistic, percentile]): Candidate[] => {
      if (id === ALL_REQUESTS && percentile !== 95) return [];
      if (percentile !== 50 && fewest < samplesNeeded(percentile, CONFIDENCE_OF_TAILS)) return [];
      const [baseUs, otherUs] = runs.map(({ together }) => together.percentileUs(percentile));
      if (baseUs === undefined || otherUs === undefined) return [];
      return [
        {
          kind: id === ALL_REQUESTS ? 'traffic' : 'operation',
          subject: id,
          statistic,
          baseMs: baseUs / 1000,
          otherMs: otherUs / 1000,
          baseSamples: runs[0].together.count,
          otherSamples: runs[1].together.count,
          differenceAt: (twoSided) => {
            const batches = [batchesOf(runs[0], percentile), batchesOf(runs[1], percentile)] as const;
            const [first, second] = batches;
            if (first === undefined || second === undefined)
              return rankDifference(runs, percentile, twoSided);
            return batchDifference(runs, [first, second], percentile, twoSided);
          },
        },
      ];
    });
  });
}

function clustersOf(blocks: readonly Block[], id: string): Clusters {
  const own = blocks.flatMap((block) => block.get(id) ?? []);
  return { together: LatencyCounts.of(own), blocks: own };
}
