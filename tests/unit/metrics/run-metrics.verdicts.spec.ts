import { expect, test } from '@playwright/test';
import { stateAtEnd } from '../../../src/metrics/verdict-families.ts';
import type { JudgedRound } from '../../../src/record/round-record.ts';
import { limitOf, type Verdict } from '../../../src/verdict/verdict.ts';
import { metricsInTest, type Sample, samplesIn, sampleValue } from '../../made/metrics-run.ts';
import { madeVerdicts, operation } from '../../made/verdict.ts';

const stepVerdict = (kind: 'pass' | 'fail'): Verdict => ({
  kind,
  subject: { kind: 'step', journey: 'login', step: 'sign in' },
  statistic: 'median',
  column: 'journey',
  limit: 1000,
  unit: 'ms',
  direction: 'below',
  figure: kind === 'pass' ? 400 : 1200,
  samples: 2,
  interval: {},
  owner: { kind: 'round', journey: 'login', number: 1 },
  failsTheRun: kind === 'fail',
});

/** What became of each limit: its owner, its subject and the verdict. */
const limitVerdicts = (samples: readonly Sample[]) =>
  samples
    .filter(({ name }) => name === 'loadtest_limit_verdict')
    .map(({ labels: { owner, subject, verdict } }) => `${owner} ${subject} ${verdict}`);

test('a round brings its steps, its burst and its verdicts; of several rounds the gravest verdict stays', async () => {
  const metrics = metricsInTest();
  const round = {
    journey: 'login',
    steps: [{ step: 'sign in', visitsMs: [300, 500], medianMs: 400, requests: [] }],
    burst: {
      operation: 'auth.login',
      requestsPerSecond: 12,
      p50Ms: 200,
      p95Ms: 450,
      p99Ms: 480,
      p95LeastMs: 425,
    },
    verdicts: [stepVerdict('pass')],
  } as unknown as JudgedRound;
  metrics.roundEnded(round);
  metrics.roundEnded({ ...round, verdicts: [stepVerdict('fail')] });
  const samples = samplesIn(await metrics.registry.metrics());
  const step = { journey: 'login', step: 'sign in' };
  expect(sampleValue(samples, 'loadtest_journey_step_duration_seconds_count', step)).toBe(4);
  expect(sampleValue(samples, 'loadtest_journey_step_median_seconds', step)).toBe(0.4);
  metrics.roundEnded({
    ...round,
    steps: [{ step: 'sign in', coldMs: 900, visitsMs: [], medianMs: 900, requests: [] }],
  });
  const afterCold = samplesIn(await metrics.registry.metrics());
  expect(sampleValue(afterCold, 'loadtest_journey_step_median_seconds', step), 'of warm visits').toBe(0.4);
  expect(
    sampleValue(samples, 'loadtest_burst_req_duration_seconds', { quantile: '0.95', service: 'auth' }),
  ).toBe(0.45);
  const own = samples.filter(({ name }) => name === 'loadtest_burst_own_delay_seconds');
  expect(own.map(({ labels, value }) => [labels.quantile, value])).toEqual([['0.95', 0.025]]);
  expect(limitVerdicts(samples)).toEqual(['round login: sign in fail']);
  // The run fails by that round, whatever those after it hold.
  metrics.roundEnded({ ...round, verdicts: [stepVerdict('pass')] });
  expect(limitVerdicts(samplesIn(await metrics.registry.metrics()))).toEqual(['round login: sign in fail']);
});

test('the verdict of the traffic on an operation leaves that of a burst on it as it is', async () => {
  const metrics = metricsInTest();
  const limit = limitOf(operation('auth.login'), 'p95', 'baseline', 300);
  const judged = { ...limit, samples: 400, interval: {} };
  const ofBurst = madeVerdicts([{ ...judged, kind: 'fail', figure: 450 }], stepVerdict('fail').owner);
  const ofTraffic = madeVerdicts([{ ...judged, kind: 'pass', figure: 200 }]);
  const round = { journey: 'login', steps: [], verdicts: ofBurst } as unknown as JudgedRound;
  metrics.roundEnded(round);
  metrics.finish([...ofTraffic, ...ofBurst], 'fail');
  expect(limitVerdicts(samplesIn(await metrics.text())).sort()).toEqual([
    'round auth.login fail',
    'traffic auth.login pass',
  ]);
});

test('the state of a run is one of its words at any time', async () => {
  const metrics = metricsInTest();
  const state = async () =>
    samplesIn(await metrics.registry.metrics())
      .filter(({ name, value }) => name === 'loadtest_run_state' && value === 1)
      .map(({ labels }) => labels.state);
  expect(await state()).toEqual(['running']);
  metrics.finish([], 'pass');
  expect(await state()).toEqual(['pass']);
});

test('an invalid measurement comes before a broken limit, and a broken limit before an interruption', () => {
  const end = { gone: undefined, interrupted: false, verdicts: [] };
  const broken = [stepVerdict('fail')];
  expect(stateAtEnd(end)).toBe('nothing decided');
  expect(stateAtEnd({ ...end, verdicts: [stepVerdict('pass')] })).toBe('pass');
  expect(stateAtEnd({ ...end, interrupted: true })).toBe('interrupted');
  expect(stateAtEnd({ ...end, interrupted: true, verdicts: broken })).toBe('fail');
  expect(stateAtEnd({ ...end, gone: 'the target is gone' })).toBe('fail');
  expect(stateAtEnd({ ...end, verdicts: broken, invalid: 'the clock was set' })).toBe('invalid');
});

test('a broken limit weighs more than one that could not be decided, which makes the run invalid', () => {
  const end = {
    gone: undefined,
    interrupted: false,
    verdicts: [{ ...stepVerdict('pass'), isHidden: true } as const],
  };
  expect(stateAtEnd(end)).toBe('invalid');
  expect(stateAtEnd({ ...end, verdicts: [...end.verdicts, stepVerdict('fail')] })).toBe('fail');
  expect(stateAtEnd({ ...end, verdicts: [], lostLoad: 'too little' })).toBe('invalid');
});
