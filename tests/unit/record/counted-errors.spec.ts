import { expect, test } from '@playwright/test';
import { glanceAt } from '../../../src/all-runs/glance.ts';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { countedErrors, errorsNextToBursts } from '../../../src/record/counted-errors.ts';
import { runVariables } from '../../../src/report/allure/config.ts';
import { allureMetrics } from '../../../src/report/allure/metrics.ts';
import { htmlReport } from '../../../src/report/html/page.ts';
import { k6Summary } from '../../../src/report/k6/k6-summary.ts';
import { markdownSummary } from '../../../src/report/markdown/summary.ts';
import { summaryText } from '../../../src/report/text/summary.ts';
import { trafficRecord } from '../../../src/run/traffic-record.ts';
import { runView } from '../../../src/view/run-view.ts';
import { madeSlice } from '../../made/slices.ts';
import { operationSlice, smallRun, smallSlices } from '../../made/small-run.ts';

/** The small traffic, of whose 22 requests 2 failed, and a burst next to which 39 of 40 did. */
const refusing = operationSlice(
  [1],
  10,
  Array.from({ length: 39 }, () => 1),
);
const slices = [
  ...smallSlices,
  madeSlice(
    2,
    { 'deals.create': refusing },
    { round: { kind: 'burst', journey: 'create-deal', number: 1, operation: 'deals.create' } },
  ),
].map(decodeSlice);
const traffic = trafficRecord(slices, []) ?? null;
const record = smallRun({ traffic });
const view = runView(record, slices);

test('the error rate of the scenario is the same in every report, and leaves out what failed next to bursts', () => {
  expect(traffic).toMatchObject({ sent: 62, failed: 41 });
  const inWords = '(next to bursts: 39 of 40)';
  expect(summaryText(view)).toMatch(/http_req_failed\.+: 9\.09% 2 of 22 \(next to bursts: 39 of 40\)\n/);
  expect(markdownSummary(view, { comparison: undefined, artefacts: [] })).toContain(
    `9.09 % failed ${inWords}`,
  );
  expect(htmlReport(view)).toContain(`2 of 22 ${inWords}`);
  expect(runVariables(view).http_req_failed).toBe('9.09 %');
  expect(allureMetrics(view).metrics.find(({ key }) => key === 'traffic failed')?.value).toBe(9.091);
  expect(glanceAt(record, '').errorRate).toBe(2 / 22);
});

test('value, passes, fails and threshold of k6’s http_req_failed are of the same requests; counters and checks are of all', () => {
  const { metrics, root_group } = k6Summary(view);
  expect(metrics.http_req_failed).toEqual({
    value: 2 / 22,
    passes: 2,
    fails: 20,
    thresholds: { 'rate<0.01': true },
  });
  expect(metrics.http_reqs?.count).toBe(62);
  expect(root_group.checks['deals.create answers as documented']).toMatchObject({ passes: 9, fails: 41 });
});

test('a run without failures next to bursts says nothing of them', () => {
  const quiet = runView(smallRun(), []);
  expect(summaryText(quiet)).not.toContain('next to bursts');
  expect(htmlReport(quiet)).not.toContain('next to bursts');
});

test('a record that did not count them apart has the error rate of all its requests', () => {
  const counts = { sent: 62, unfinished: 2, failed: 41 };
  expect(countedErrors(counts)).toEqual({ ended: 60, failed: 41 });
  expect(errorsNextToBursts(counts)).toEqual({ ended: 0, failed: 0 });
});
