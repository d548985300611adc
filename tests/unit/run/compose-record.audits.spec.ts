import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { JudgedAudit } from '../../../src/lighthouse/audit-record.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import type { RunPlan } from '../../../src/record/run-plan.ts';
import { summaryText } from '../../../src/report/text/summary.ts';
import { composeRecord } from '../../../src/run/compose-record.ts';
import type { Verdict } from '../../../src/verdict/verdict.ts';
import { runView } from '../../../src/view/run-view.ts';

const run = { score: 97, lcpMs: 800, fcpMs: 500, ttiMs: 900, tbtMs: 0, cls: 0, transferredBytes: 97_000 };
const audit: JudgedAudit = {
  page: 'login',
  mode: 'navigation',
  device: 'desk',
  lighthouse: '13.5.0',
  runs: [run],
  judged: 1,
  report: 'lighthouse/login.html',
  verdicts: [
    {
      kind: 'fail',
      subject: { kind: 'page', page: 'login' },
      statistic: 'score',
      unit: 'points',
      direction: 'above',
      column: 'baseline',
      limit: 98,
      figure: 97,
      least: 97,
      samples: 1,
      samplesAre: 'runs',
      interval: { lower: 97, upper: 97 },
      owner: { kind: 'audit', page: 'login' },
      failsTheRun: true,
    },
  ],
};

/** The record of a lighthouse run that left these audits in its folder. */
function recordOf(audits: readonly JudgedAudit[]) {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  for (const each of audits) folder.write(`audits/${each.page}.json`, each);
  const plan = {
    runId: 'it',
    scenario: 'lighthouse',
    environment: 'development',
    baseUrl: 'http://localhost:1',
    sandbox: false,
    startedAt: '2026-11-24T00:00:00.000Z',
    lanes: ['lighthouse'],
    findings: [],
    settings: {},
  } as unknown as RunPlan;
  const end = { testErrors: [], ownFaults: [], interrupted: false, testData: undefined, slaCounts: false };
  return composeRecord({ folder, plan, slices: [], thresholds: loadTables() }, end);
}

test('a broken budget fails the run, and the summary shows the audit', () => {
  const record = recordOf([audit]);
  expect(record).toMatchObject({
    outcome: 'fail',
    audits: [{ page: 'login', judged: 1 }],
    reasons: [
      {
        kind: 'limit',
        text: 'lighthouse login score 97, limit > 98 (baseline), 1 run, all of them 97 to 97: fail',
      },
    ],
  });
  expect(summaryText(runView(record, []))).toContain('lighthouse/login.html');
});

test("an audit in which the browser's waits hide a limit makes the run invalid, unless another limit is broken", () => {
  const [verdict] = audit.verdicts;
  if (verdict?.kind !== 'fail') throw new Error('the made audit has a broken limit');
  const hidden: Verdict = {
    ...verdict,
    subject: { kind: 'page', page: 'deals' },
    owner: { kind: 'audit', page: 'deals' },
    kind: 'inconclusive',
    least: 99,
    because: 'own delay',
    reason: 'without the waits it may be within the limit',
    failsTheRun: false,
    isHidden: true,
  };
  const starved: JudgedAudit = { ...audit, page: 'deals', verdicts: [hidden] };
  const record = recordOf([starved]);
  expect(record.outcome).toBe('invalid');
  expect(record.reasons[0]?.text).toContain('may be within the limit');
  expect(recordOf([audit, starved]).outcome).toBe('fail');
});

test('the summary marks an audit that an older version judged nothing of', () => {
  const older = { ...audit, invalid: 'the browser was starved', verdicts: [] };
  expect(summaryText(runView(recordOf([older]), []))).toMatch(/login .*invalid/);
});

test('any other run has no audits in its record', () => {
  expect(recordOf([])).not.toHaveProperty('audits');
});
