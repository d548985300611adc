import { expect, test } from '@playwright/test';
import type { Comparison } from '../../../../src/compare/comparison.ts';
import { markdownSummary } from '../../../../src/report/markdown/summary.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { expectGolden } from '../../../made/golden-file.ts';
import { overloadedRecord } from '../../../made/report-overload.ts';
import { fullRecord } from '../../../made/report-record.ts';
import { smallRun } from '../../../made/small-run.ts';
import { environmentLimit } from '../../../made/verdict.ts';

const figures = { statistic: 'p95', baseSamples: 4000, otherSamples: 4100 } as const;

const compared: Comparison = {
  kind: 'compared',
  baseRunId: '2026-11-23T10-00-00-smoke-0001',
  otherRunId: '2026-11-24T10-00-00-smoke-a1b2',
  confidence: 0.95,
  caveats: ['duration: 30s against 1m; stages of another length warm up in another way'],
  rows: [
    {
      ...figures,
      kind: 'operation',
      subject: 'deals.create',
      baseMs: 20,
      otherMs: 22,
      change: 0.1,
      interval: { lower: 0.06, upper: 0.141 },
      verdict: 'regressed',
      smallestVisible: 0.055,
    },
    {
      ...figures,
      kind: 'operation',
      subject: 'auth.login',
      baseMs: 45,
      otherMs: 44.1,
      change: -0.02,
      interval: { lower: -0.05, upper: 0.011 },
      verdict: 'not distinguishable',
      smallestVisible: 0.045,
    },
    {
      ...figures,
      kind: 'operation',
      subject: 'tax.batch',
      baseMs: 1,
      otherMs: 3,
      change: 2,
      interval: {},
      verdict: 'not distinguishable',
      reason: 'too few samples or slices to bound it',
    },
  ],
  together: {
    change: 0.01,
    interval: { lower: -0.1, upper: 0.13 },
    verdict: 'not distinguishable',
    operations: 12,
  },
};

const artefacts = [{ name: 'Performance report', href: 'report.html' }];

test('the job summary of a run is as it was looked at', () => {
  expectGolden('summary.md', markdownSummary(runView(smallRun(), []), { comparison: compared, artefacts }));
});

test('with TRACE_URL the slowest requests are links to their traces', () => {
  const record = fullRecord({ traceUrl: 'http://jaeger:16686/trace/{traceId}' });
  const extras = { comparison: undefined, artefacts: [] };
  expect(markdownSummary(runView(record, []), extras)).toContain(
    '- deals.create 1,204 ms at 93 s, trace [7f5363eca91462660000000000000351](<http://jaeger:16686/trace/7f5363eca91462660000000000000351>)',
  );
  expect(markdownSummary(runView(fullRecord(), []), extras)).not.toContain(
    '7f5363eca91462660000000000000351',
  );
});

test('a first run has its operations instead of differences', () => {
  const markdown = markdownSummary(runView(smallRun(), []), { comparison: undefined, artefacts: [] });
  expect(markdown).toContain('No earlier run of smoke in development');
  expect(markdown).toContain('| deals.create | 8 | 2 |');
  expect(markdown).not.toContain('### Artefacts');
});

test('a change that could not be bounded is counted and not shown', () => {
  const markdown = markdownSummary(runView(smallRun(), []), { comparison: compared, artefacts: [] });
  expect(markdown).not.toContain('tax.batch |');
  expect(markdown).toContain('Too few samples or slices to bound a change: 1 of 3 figures.');
  for (const [row] of markdown.matchAll(/^\|.*[+−][\d.]+ %.*$/gm)) expect(row).toMatch(/% to [+−]?[\d.]+ %/);
});

test('two runs that must not be compared are named with the reason', () => {
  const comparison: Comparison = {
    kind: 'refused',
    baseRunId: 'a',
    otherRunId: 'b',
    reasons: ['b is invalid: the measurer was starved'],
  };
  const markdown = markdownSummary(runView(smallRun({ outcome: 'invalid' }), []), {
    comparison,
    artefacts: [],
  });
  expect(markdown).toContain('- b is invalid: the measurer was starved');
});

test('a run with overload says what was judged at normal load, and unfolds what broke at which load', () => {
  const markdown = markdownSummary(runView(overloadedRecord(), []), { comparison: undefined, artefacts: [] });
  expect(markdown).toContain('### Overload\n\nJudged at normal load: ');
  expect(markdown).toContain('<summary>5 limits by the load that broke them first</summary>');
  expect(markdown).toContain(
    '| deals.get p95 | &lt; 150 ms | 200 users | 200 to 300 users | 226 ms (own ≤ 40 ms) |',
  );
});

test('limits that the environment sets are named', () => {
  const view = runView(fullRecord({ environmentLimits: [environmentLimit] }), []);
  expect(markdownSummary(view, { comparison: undefined, artefacts: [] })).toContain(
    'in place of those of the tables: deals.list baseline.p95Ms 450 instead of 300.',
  );
});
