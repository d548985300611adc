import { expect, test } from '@playwright/test';
import type { OperationRecord, RunRecord } from '../../../src/record/run-record.ts';
import { runVariables } from '../../../src/report/allure/config.ts';
import { htmlReport } from '../../../src/report/html/page.ts';
import { markdownSummary } from '../../../src/report/markdown/summary.ts';
import { summaryText } from '../../../src/report/text/summary.ts';
import type { Inconclusive, Verdict } from '../../../src/verdict/verdict.ts';
import { culpritsOf } from '../../../src/view/culprits.ts';
import { runView } from '../../../src/view/run-view.ts';
import { evidenceOfMissingIndex } from '../../made/evidence.ts';
import { fullRecord } from '../../made/report-record.ts';

/** The record of a run in which a script took so much of the step that was too slow. */
function withScript(share: number): RunRecord {
  const record = fullRecord();
  const rounds = record.rounds.map((round) => ({
    ...round,
    steps: round.steps.map((step) => ({
      ...step,
      ...(step.blockedBy !== undefined && {
        blockedBy: step.blockedBy.map((script) => ({ ...script, share })),
      }),
    })),
  }));
  return { ...record, rounds };
}

/** The record of a run without a broken limit, and with deals.list in this state, which takes so long. */
function withStatement(state: 'healthy' | 'degraded', p50Ms: number): RunRecord {
  const record = fullRecord({ evidence: evidenceOfMissingIndex, verdicts: [], rounds: [] });
  const [any] = record.traffic?.operations ?? [];
  const list = { ...any, operation: 'deals.list', sent: 3_000, latency: { samples: 3_000, p50Ms } };
  const healthy = { requests: 3_000, figures: [], services: [] };
  return {
    ...record,
    traffic: record.traffic && { ...record.traffic, operations: [list as OperationRecord] },
    diagnosis: {
      state: {
        state,
        ...healthy,
        operations: [{ operation: 'deals.list', state, requests: 3_000, figures: [] }],
      },
      patterns: [],
    },
  };
}

test('the script that blocked a step over its limit for a good part of it is a culprit', () => {
  expect(culpritsOf(withScript(0.6))).toEqual([
    {
      kind: 'script',
      name: 'priceTheDeal in /assets/deal-form.js',
      of: 'create-deal: save the deal',
      shareOfTime: 0.6,
      text: 'priceTheDeal in /assets/deal-form.js blocked create-deal: save the deal for 124 ms (60 % of it, 38 ms forced layout)',
    },
  ]);
  expect(culpritsOf(withScript(0.2))).toEqual([]);
  expect(culpritsOf({ ...withScript(0.6), verdicts: [] })).toEqual([]);
});

test('a step that too few visits saw over its limit has a culprit too, and one below it or of an invalid run has none', () => {
  const record = withScript(0.6);
  const undecided = (different: Partial<Inconclusive>) =>
    record.verdicts
      .filter(({ subject }) => subject.kind === 'step')
      .map((verdict) => ({ ...verdict, kind: 'inconclusive', reason: 'too few visits', ...different }));
  const culpritOf = (different: Partial<Inconclusive>) =>
    culpritsOf({ ...record, verdicts: undecided(different) as Verdict[] });
  expect(culpritOf({ figure: 1_100, limit: 1_000 })).toHaveLength(1);
  expect(culpritOf({ figure: 900, limit: 1_000 })).toEqual([]);
  expect(culpritOf({ figure: 1_100, limit: 1_000, because: 'invalid' })).toEqual([]);
});

test('the statement that takes most of an operation that is degraded is a culprit', () => {
  expect(culpritsOf(withStatement('degraded', 40))).toMatchObject([
    { kind: 'statement', of: 'deals.list', shareOfTime: 0.775, text: expect.stringContaining('FROM deals') },
  ]);
  expect(culpritsOf(withStatement('degraded', 400))).toEqual([]);
  expect(culpritsOf(withStatement('healthy', 40))).toEqual([]);
  expect(culpritsOf({ ...withStatement('degraded', 40), traffic: null })).toEqual([]);
});

test('a pattern of an operation looks for its statement too', () => {
  const record = withStatement('healthy', 40);
  const pattern = {
    kind: 'gradual latency increase',
    subject: 'deals.list',
    evidence: [],
    figures: [],
    likelyCause: '',
    confidence: 'high',
    nextCommand: '',
  } as const;
  const diagnosis = record.diagnosis && { ...record.diagnosis, patterns: [pattern] };
  expect(culpritsOf({ ...record, ...(diagnosis && { diagnosis }) })).toHaveLength(1);
});

test('every report names the culprits in its first lines', () => {
  const record = withScript(0.6);
  const view = runView({ ...record, culprits: culpritsOf(record) }, []);
  const line = 'priceTheDeal in /assets/deal-form.js blocked create-deal: save the deal for 124 ms';
  const [text, page, markdown] = [
    summaryText(view),
    htmlReport(view),
    markdownSummary(view, { comparison: undefined, artefacts: [] }),
  ];
  expect(text.slice(0, text.indexOf('latency'))).toContain(`Culprit: ${line}`);
  expect(page.slice(page.indexOf('<header'), page.indexOf('</header>'))).toContain(`Culprit: ${line}`);
  expect(markdown).toContain(`- Culprit: ${line}`);
  expect(runVariables(view).Culprit).toContain(line);
});
