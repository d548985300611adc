import { expect, test } from '@playwright/test';
import { glanceAt } from '../../../src/all-runs/glance.ts';
import { judgedErrors } from '../../../src/record/judged-errors.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { runVariables } from '../../../src/report/allure/config.ts';
import { allureMetrics } from '../../../src/report/allure/metrics.ts';
import { htmlReport } from '../../../src/report/html/page.ts';
import { k6Summary } from '../../../src/report/k6/k6-summary.ts';
import { markdownSummary } from '../../../src/report/markdown/summary.ts';
import { summaryText } from '../../../src/report/text/summary.ts';
import { limitOf, type Verdict } from '../../../src/verdict/verdict.ts';
import { runView } from '../../../src/view/run-view.ts';
import { fullOverload } from '../../made/report-overload.ts';
import { smallRun } from '../../made/small-run.ts';
import { madeVerdicts } from '../../made/verdict.ts';

const scenario = { kind: 'scenario', scenario: 'load' } as const;

/** A limit on the share of failures of so many requests, which holds. */
function errorRate(column: Verdict['column'], limit: number, figure: number, samples: number) {
  const held = { kind: 'pass', figure, samples, interval: {} } as const;
  return { ...limitOf(scenario, 'errorRate', column, limit), ...held };
}

/** The small run, in which 2 of 22 requests failed; a limit was held against 1,200 of which 3 did. */
function runOnPlateaus(): RunRecord {
  const verdicts = madeVerdicts([errorRate('scenario', 0.01, 3 / 1_200, 1_200)], { kind: 'traffic' });
  return smallRun({ verdicts });
}

test('http_req_failed is of the requests that its limit was held against, in every report', () => {
  const record = runOnPlateaus();
  const view = runView(record, []);
  expect(summaryText(view)).toMatch(/http_req_failed\.+: 0\.25% 3 of 1200\n/);
  expect(markdownSummary(view, { comparison: undefined, artefacts: [] })).toContain('0.25 % failed');
  expect(htmlReport(view)).toContain('3 of 1,200, limit 1 %');
  expect(runVariables(view).http_req_failed).toBe('0.25 %');
  expect(allureMetrics(view).metrics.find(({ key }) => key === 'traffic failed')?.value).toBe(0.25);
  expect(glanceAt(record, '').errorRate).toBe(3 / 1_200);
  expect(k6Summary(view).metrics.http_req_failed).toEqual({
    value: 3 / 1_200,
    passes: 3,
    fails: 1_197,
    thresholds: { 'rate<0.01': false },
  });
});

test('without a figure that a limit was held against it is that of the whole run', () => {
  const { traffic } = smallRun();
  if (traffic === null) throw new Error('the small run has traffic');
  expect(judgedErrors(traffic, [])).toMatchObject({ ended: 22, failed: 2, isJudged: false });
  const { figure: _, ...open } = errorRate('scenario', 0.05, 0, 0);
  const undecided = { ...open, kind: 'inconclusive', reason: 'nothing was measured' } as const;
  const verdicts = madeVerdicts([undecided], { kind: 'traffic' });
  expect(judgedErrors(traffic, verdicts)).toMatchObject({ ended: 22, failed: 2, isJudged: false });
});

test('in a run with overload the error rate of normal load is a metric with its own threshold', () => {
  const limits = [errorRate('scenario', 0.05, 31 / 1_000, 1_000), errorRate('baseline', 0.01, 1 / 500, 500)];
  const record = smallRun({ overload: fullOverload, verdicts: madeVerdicts(limits, { kind: 'traffic' }) });
  const { metrics } = k6Summary(runView(record, []));
  expect(metrics.http_req_failed).toMatchObject({ passes: 31, thresholds: { 'rate<0.05': false } });
  expect(metrics.http_req_failed?.thresholds).not.toHaveProperty('rate<0.01');
  expect(metrics['http_req_failed{load:normal}']).toEqual({
    value: 1 / 500,
    passes: 1,
    fails: 499,
    thresholds: { 'rate<0.01': false },
  });
});
