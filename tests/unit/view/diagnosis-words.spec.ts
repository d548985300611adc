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
