import { expect, test } from '@playwright/test';
import { limitsBroken, measurementInvalid, targetGone } from '../../../../lanes/lane-results.ts';
import { allureConfig, CATEGORIES, runVariables } from '../../../../src/report/allure/config.ts';
import { allureMetrics } from '../../../../src/report/allure/metrics.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { smallRecord } from '../../../made/small-record.ts';

/** The category that Allure puts a test with this message and these labels into: the first that fits. */
function categoryOf(
  status: string,
  message: string,
  labels: Readonly<Record<string, string>> = {},
): string | undefined {
  return CATEGORIES.find(({ matchers }) => {
    const rule = matchers as {
      statuses?: readonly string[];
      message?: RegExp;
      labels?: Readonly<Record<string, RegExp>>;
    };
    const hasLabels = Object.entries(rule.labels ?? {}).every(([name, value]) =>
      value.test(labels[name] ?? ''),
    );
    return hasLabels && rule.statuses?.includes(status) !== false && rule.message?.test(message) !== false;
  })?.name;
}

const failures: readonly [error: string, category: string][] = [
  [String(limitsBroken([], '')), 'Limit broken'],
  [String(measurementInvalid('starved')), 'Measurement invalid'],
  [String(targetGone('nothing answers')), 'Target unreachable'],
  ['SuiteError: [TARGET_UNREACHABLE] checked: GET /health', 'Target unreachable'],
  ["Error: step 'sign in': what ends it was not seen", 'Could not do its work'],
];
for (const [error, category] of failures) {
  test(`a failure by "${error.slice(0, 30)}" is of the category ${category}`, () => {
    expect(categoryOf('failed', error)).toBe(category);
  });
}

test('what the run showed of its target has categories by its kind, whatever its status', () => {
  const ofKind = (finding: string, status: string) => categoryOf(status, 'degraded', { finding });
  expect(ofKind('state', 'passed')).toBe('State of the target');
  expect(ofKind('state', 'broken')).toBe('State of the target');
  expect(ofKind('pattern', 'broken')).toBe('Pattern in the figures');
  expect(ofKind('culprit', 'broken')).toBe('Culprit');
});

test('a test that the target cannot serve is kept apart from one whose moment never came', () => {
  expect(categoryOf('skipped', 'tax.batch is not offered: no route')).toBe('Not offered by the target');
  expect(categoryOf('skipped', 'the run ended before this round')).toBe('Ended before its moment');
});

test('the front page counts the limits and tells the outcome', () => {
  const record = smallRecord({
    outcome: 'fail',
    reasons: [
      { kind: 'limit', text: 'deals.create p95 612 ms' },
      { kind: 'limit', text: 'deals.list p95 701 ms' },
    ],
  });
  const variables = runVariables(runView(record, []));
  expect(variables).toMatchObject({
    Outcome: 'fail',
    Why: 'deals.create p95 612 ms (and 1 more)',
    'Limits broken': '0',
    http_req_duration: 'p(95)=31.3 ms p(99)=88.5 ms',
    http_req_failed: '1.01 %',
  });
});

test('a run without traffic has no figures of a traffic on its front page', () => {
  expect(Object.keys(runVariables(runView(smallRecord({ traffic: null }), [])))).not.toContain('http_reqs');
});

test('Allure knows title, unit and direction of every metric that it is given', () => {
  const view = runView(smallRecord(), []);
  const { performance } = allureConfig(view, '/tmp/history.jsonl');
  for (const { key } of allureMetrics(view).metrics) {
    const look = performance?.metrics?.[key];
    expect(look, key).toBeDefined();
    expect(performance?.groups?.[look?.group ?? '']?.title, key).toBeTruthy();
  }
});
