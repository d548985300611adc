import { expect, test } from '@playwright/test';
import type { Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import type { Pattern } from '../../../src/diagnosis/pattern.ts';
import { htmlReport } from '../../../src/report/html/page.ts';
import { diagnosisLines } from '../../../src/view/diagnosis-words.ts';
import { runView } from '../../../src/view/run-view.ts';
import { smallRecord } from '../../made/small-record.ts';

const spikes: Pattern = {
  kind: 'sudden spikes',
  evidence: ['10 spikes in 60 s without rounds, every 6.0 s: up to 500 ms above what is usual.'],
  figures: [{ name: 'period', value: 6, unit: 's' }],
  likelyCause: 'a garbage collection',
  confidence: 'high',
  nextCommand: 'GODEBUG=gctrace=1 <service>',
};

const degraded: Diagnosis = {
  state: {
    state: 'degraded',
    requests: 900,
    figures: [
      { figure: 'p95Ms', value: 733, state: 'degraded', from: 500 },
      { figure: 'errorRate', value: 0, state: 'healthy', from: 0 },
    ],
    services: [],
    operations: [
      {
        operation: 'deals.get',
        state: 'degraded',
        requests: 90,
        figures: [{ figure: 'p95Ms', value: 1411, state: 'degraded', from: 500 }],
      },
    ],
  },
  patterns: [spikes, { ...spikes, kind: 'warm-up' }],
};

test('bursts have a state, and nobody says that they have no pattern', () => {
  const { state } = degraded;
  const healthy = { ...state, state: 'healthy', operations: [] } as const;
  expect(diagnosisLines({ state: healthy, ofBursts: true, patterns: [] })).toEqual([
    expect.stringMatching(/^Target: healthy .*in its worst burst/),
  ]);
});

test('the terminal says state, worst operation and the first pattern in four lines', () => {
  expect(diagnosisLines(degraded)).toEqual([
    "Target: degraded over all requests (p95 733 ms, degraded from 500 ms, errors 0 %); latencies without the measurer's own delay",
    'Worst: deals.get degraded (p95 1,411 ms, degraded from 500 ms)',
    'Pattern: Sudden spikes, high confidence: 10 spikes in 60 s without rounds, every 6.0 s: up to 500 ms above what is usual. Likely cause: a garbage collection. Next: GODEBUG=gctrace=1 <service>',
    '1 more pattern in the report',
  ]);
});

test('a target that is gone, or owes answers, is named so in its line', () => {
  const answered = [{ figure: 'p95Ms', value: 114, state: 'healthy', from: 0 }] as const;
  const base = { requests: 433, figures: answered, services: [], operations: [], gone: ['tax'] };
  const line = (state: Diagnosis['state']) => diagnosisLines({ state, patterns: [] })[0];
  expect(line({ ...base, state: 'not known', unanswered: 8 })).toBe(
    'Target: state not known: tax gone at the end and 8 requests still without an answer at the end ' +
      "(requests with an answer: p95 114 ms); latencies without the measurer's own delay",
  );
  expect(line({ ...base, state: 'not known', figures: [] })).toBe(
    'Target: state not known: tax gone at the end',
  );
  const errors = { figure: 'errorRate', value: 0.7, state: 'critical', from: 0.067 } as const;
  expect(line({ ...base, state: 'critical', figures: [errors] })).toContain(
    'Target: critical over all requests (tax gone at the end, errors 70 %, critical from 6.7 %)',
  );
});

test('a share of few requests is told as the least that is certain, and the worst operation comes first', () => {
  const errors = { figure: 'errorRate', state: 'critical', from: 0.067 } as const;
  const operations = [
    { operation: 'a', state: 'critical', requests: 23, figures: [{ ...errors, value: 0.156, leastOf: 23 }] },
    { operation: 'b', state: 'critical', requests: 147, figures: [{ ...errors, value: 0.85 }] },
  ] as const;
  expect(diagnosisLines({ ...degraded, state: { ...degraded.state, operations } })[1]).toBe(
    'Worst: b critical (errors 85 %, critical from 6.7 %) and a critical (errors at least 15.6 % of 23 requests, critical from 6.7 %)',
  );
});

test('a healthy target and one with too few requests are told in a line each', () => {
  const none = { requests: 3, figures: [], services: [], operations: [] };
  expect(diagnosisLines({ state: { state: 'not known', ...none }, patterns: [] })).toEqual([
    'Target: state not known: 3 requests are too few',
    'Patterns: none',
  ]);
  expect(diagnosisLines({ state: { state: 'not known', ...none, requests: 1 }, patterns: [] })[0]).toBe(
    'Target: state not known: 1 request is too few',
  );
  expect(diagnosisLines(undefined)).toEqual([]);
});

test('a run that failed does not say at once that its target is healthy and without trouble', () => {
  const healthy = { ...degraded, state: { ...degraded.state, state: 'healthy', operations: [] } } as const;
  const page = (outcome: 'fail' | 'pass') =>
    htmlReport(runView(smallRecord({ outcome, diagnosis: { ...healthy, patterns: [] } }), []));
  expect(page('fail')).toContain('Target: healthy over all requests (');
  expect(page('fail')).toContain('None of the known patterns of trouble explains what broke.');
  expect(page('fail')).not.toContain('No known pattern of trouble was found');
  expect(page('pass')).toContain('No known pattern of trouble was found.');
});

test('the page has all patterns, and no markup of a command', () => {
  const page = htmlReport(runView(smallRecord({ diagnosis: degraded }), []));
  expect(page).toContain('<b>Sudden spikes, high confidence.</b>');
  expect(page).toContain('Warm-up');
  expect(page).toContain('GODEBUG=gctrace=1 &lt;service&gt;');
  expect(htmlReport(runView(smallRecord(), []))).not.toContain('Target: degraded');
});
