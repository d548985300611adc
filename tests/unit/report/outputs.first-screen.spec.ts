import { expect, test } from '@playwright/test';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { runVariables } from '../../../src/report/allure/config.ts';
import { OUTPUTS } from '../../../src/report/outputs.ts';
import { runView } from '../../../src/view/run-view.ts';
import { smallRecord } from '../../made/small-record.ts';

const whole = { state: 'degraded', requests: 400, figures: [] } as const;

/** A run with dozens of broken limits, whose target showed a pattern and a culprit. */
const record: RunRecord = smallRecord({
  outcome: 'fail',
  reasons: Array.from(
    { length: 60 },
    (_, index) => ({ kind: 'limit', text: `operation ${index} is over` }) as const,
  ),
  diagnosis: {
    state: { ...whole, services: [], operations: [] },
    patterns: [
      {
        kind: 'sudden spikes',
        evidence: ['5 spikes in 40 s.'],
        figures: [],
        likelyCause: 'a timer',
        confidence: 'high',
        nextCommand: 'look',
      },
    ],
  },
  culprits: [
    { kind: 'statement', name: 'SELECT 1', of: 'deals.list', shareOfTime: 0.5, text: 'SELECT 1 took 300 ms' },
  ],
});

/** So many lines of text are on a first screen. */
const SCREEN = 24;
const lines = (text: string) => text.split('\n').slice(0, SCREEN).join('\n');

/** What of each output is seen without scrolling. */
const FIRST_SCREENS: Readonly<Record<string, (text: string) => string>> = {
  'summary.txt': lines,
  'summary.md': lines,
  'report.html': (text) => /<header[\s\S]*?<\/header>/.exec(text)?.[0] ?? '',
};

for (const [file, screen] of Object.entries(FIRST_SCREENS))
  test(`the first screen of ${file} has state, patterns and culprit, however many limits are broken`, () => {
    const output = OUTPUTS.find((each) => each.file === file);
    const seen = screen(output?.text(runView(record, []), { comparison: undefined, artefacts: [] }) ?? '');
    expect(seen).toContain('degraded');
    expect(seen).toMatch(/sudden spikes/i);
    expect(seen).toContain('Culprit: SELECT 1 took 300 ms');
  });

test("the front page of Allure has state, patterns and culprit among the run's variables", () => {
  expect(runVariables(runView(record, []))).toMatchObject({
    Target: expect.stringContaining('degraded'),
    Patterns: 'Sudden spikes, high confidence',
    Culprit: 'SELECT 1 took 300 ms',
  });
});
