import { expect, test } from '@playwright/test';
import { studentQuantile } from '../../../src/base/statistics/quantiles.ts';
import { batchDifference } from '../../../src/compare/batch-difference.ts';
import { LatencyCounts } from '../../../src/compare/latency-counts.ts';
import { StoredHistogram } from '../../../src/measure/stored-histogram.ts';
import { histogramOf } from '../../made/histogram-of.ts';

/** Five batches whose medians lie so far above and below 20 ms, on the logarithmic scale. */
function batchesAround(scatter: number) {
  const blocks = [-2, -1, 0, 1, 2].map((step) =>
    LatencyCounts.of([StoredHistogram.decode(histogramOf([20_000 * Math.exp(step * scatter)]).encode())]),
  );
  return { together: LatencyCounts.of(blocks), blocks };
}

test('a steady run against one that scatters is known as well as the one that scatters', () => {
  const runs = [batchesAround(0.001), batchesAround(0.1)] as const;
  const { above } = batchDifference(runs, [runs[0].blocks, runs[1].blocks], 50, 0.01);
  // Five batches of deviation 0.158: their mean is off by 0.0707. Four degrees of freedom (4.6) and not eight (3.4).
  expect(above).toBeCloseTo(studentQuantile(0.01, 4) * 0.0707, 2);
});
