import { expect, test } from '@playwright/test';
import type { JudgedRound } from '../../../src/record/round-record.ts';
import { metricsInTest, samplesIn } from '../../made/metrics-run.ts';

/** A round of login with these figures of its burst. */
function round(burst: object): JudgedRound {
  return {
    journey: 'login',
    steps: [],
    burst: { operation: 'auth.login', requestsPerSecond: 12, ...burst },
    verdicts: [],
  } as unknown as JudgedRound;
}

test('a percentile that the last burst did not measure is not that of an earlier one', async () => {
  const metrics = metricsInTest();
  metrics.roundEnded(round({ p50Ms: 90, p50LeastMs: 80, p95Ms: 180, p95LeastMs: 170 }));
  metrics.roundEnded(round({ p50Ms: 400, p50LeastMs: 390 }));
  const samples = samplesIn(await metrics.registry.metrics());
  const quantiles = (name: string) =>
    samples.filter((each) => each.name === name).map(({ labels, value }) => [labels.quantile, value]);
  expect(quantiles('loadtest_burst_req_duration_seconds')).toEqual([['0.5', 0.4]]);
  expect(quantiles('loadtest_burst_own_delay_seconds')).toEqual([['0.5', 0.01]]);
});
