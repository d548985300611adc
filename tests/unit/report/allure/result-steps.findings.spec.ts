import { expect, test } from '@playwright/test';
import type { Diagnosis } from '../../../../src/diagnosis/diagnosis.ts';
import type { StateName } from '../../../../src/diagnosis/state.ts';
import { labelValue } from '../../../../src/report/allure/labels.ts';
import { FINDING_LABEL, findingResults, findingsStep } from '../../../../src/report/allure/result-steps.ts';
import { smallRecord } from '../../../made/small-record.ts';

function diagnosisOf(state: StateName | 'not known', patterns: Diagnosis['patterns'] = []): Diagnosis {
  const p95 = { figure: 'p95Ms', value: 733, state: 'degraded', from: 500 } as const;
  const figures = state === 'degraded' ? [p95] : [];
  const whole = { state, requests: 400, figures } as const;
  return { state: { ...whole, services: [], operations: [{ operation: 'deals.list', ...whole }] }, patterns };
}

const spikes: Diagnosis['patterns'][number] = {
  kind: 'sudden spikes',
  subject: 'auth.login',
  evidence: ['5 spikes in 40 s.'],
  figures: [
    { name: 'period', value: 5.00123, unit: 's' },
    { name: 'height', value: 1_234.5, unit: 'ms', lower: 1_000, upper: 1_500 },
  ],
  likelyCause: 'a timer',
  confidence: 'high',
  nextCommand: 'GODEBUG=gctrace=1',
};
const culprit = {
  kind: 'statement',
  name: 'SELECT 1',
  of: 'deals.list',
  shareOfTime: 0.5,
  text: 'SELECT 1 took 300 ms a request',
} as const;
const ill = smallRecord({ diagnosis: diagnosisOf('degraded', [spikes]), culprits: [culprit] });

test('state, each pattern and each culprit is a result by itself, with its kind as label and its figures as steps', () => {
  const results = findingResults(ill);
  expect(
    results.map(({ name, status, labels }) => [name, status, labelValue(labels, FINDING_LABEL)]),
  ).toEqual([
    ['State of the target', 'broken', 'state'],
    ['Pattern: sudden spikes (auth.login)', 'broken', 'pattern'],
    ['Culprit: the statement that took most of deals.list', 'broken', 'culprit'],
  ]);
  const [state, pattern, blamed] = results;
  expect(state?.statusDetails.message).toContain('degraded over all requests (p95 733 ms');
  expect(pattern?.statusDetails.message).toBe(
    'Sudden spikes (auth.login), high confidence: 5 spikes in 40 s.',
  );
  expect(pattern?.steps.map(({ name }) => name)).toEqual([
    'period: 5.001 s',
    'height: 1,235 ms (1,000 to 1,500)',
    'Likely cause: a timer',
    'Next: GODEBUG=gctrace=1',
  ]);
  expect(blamed?.steps.map(({ name }) => name)).toEqual(['Share of the time: 50 %']);
  expect(new Set(results.map(({ uuid }) => uuid)).size).toBe(3);
});

test('the same finding of another run has the same history, and another id', () => {
  const other = findingResults({ ...ill, runId: '2026-11-25T10-00-00-smoke-b2c3' });
  const [mine, theirs] = [findingResults(ill)[1], other[1]];
  expect(theirs?.historyId).toBe(mine?.historyId);
  expect(theirs?.uuid).not.toBe(mine?.uuid);
});

test('a healthy target has one finding, which passed; a state that is not known was not judged', () => {
  const statuses = (state: 'healthy' | 'not known') =>
    findingResults(smallRecord({ diagnosis: diagnosisOf(state) })).map(({ status }) => status);
  expect(statuses('healthy')).toEqual(['passed']);
  expect(statuses('not known')).toEqual(['skipped']);
});

test('the traffic gets a step for each finding, with its figures below it; a run without a diagnosis gets none', () => {
  const step = findingsStep(ill);
  expect(step?.status).toBe('broken');
  expect(step?.steps.map(({ name }) => name.split(':')[0])).toEqual([
    'State of the target',
    'Pattern',
    'Culprit',
  ]);
  expect(step?.steps[1]?.steps).toHaveLength(4);
  expect(findingsStep(smallRecord({ diagnosis: diagnosisOf('healthy') }))?.status).toBe('passed');
  const { diagnosis: _, culprits: __, ...undiagnosed } = ill;
  expect(findingsStep(undiagnosed)).toBeUndefined();
  expect(findingResults(undiagnosed)).toEqual([]);
});
