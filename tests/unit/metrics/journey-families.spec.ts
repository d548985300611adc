import { expect, test } from '@playwright/test';
import type { JudgedRound } from '../../../src/record/round-record.ts';
import { metricsInTest, samplesIn, sampleValue } from '../../made/metrics-run.ts';

/** A round of login with these figures of its burst and these steps. */
function round(burst: object, ...steps: string[]): JudgedRound {
  return {
    journey: 'login',
    steps: steps.map((step) => ({ step, visitsMs: [300], medianMs: 300, requests: [] })),
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

test('a step that the last round of its journey did not come to, or only with a cold cache, has no median of an earlier one', async () => {
  const metrics = metricsInTest();
  metrics.roundEnded(round({}, 'open', 'search', 'sign in'));
  const last = round({}, 'open', 'search');
  const [open, search] = last.steps;
  metrics.roundEnded({ ...last, steps: [open, { ...search, visitsMs: [] }] } as JudgedRound);
  const samples = samplesIn(await metrics.registry.metrics());
  const medians = samples.filter(({ name }) => name === 'loadtest_journey_step_median_seconds');
  expect(medians.map(({ labels: { step } }) => step)).toEqual(['open']);
  const signIn = { journey: 'login', step: 'sign in' };
  expect(sampleValue(samples, 'loadtest_journey_step_duration_seconds_count', signIn)).toBe(1);
});
