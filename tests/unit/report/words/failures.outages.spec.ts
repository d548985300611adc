import { expect, test } from '@playwright/test';
import { htmlReport } from '../../../../src/report/html/page.ts';
import { markdownSummary } from '../../../../src/report/markdown/summary.ts';
import { summaryText } from '../../../../src/report/text/summary.ts';
import { outageLine, outageLines } from '../../../../src/report/words/failures.ts';
import { type RunView, runView } from '../../../../src/view/run-view.ts';
import { smallRun } from '../../../made/small-run.ts';

test('an outage to the end has its service, its time, and what became of the requests', () => {
  const lostBy = { reset: 2, 503: 1_107 };
  expect(outageLine({ service: 'deals', fromMs: 10_000, sent: 1_112, lost: 1_109, lostBy }, 30_400)).toBe(
    'deals: gone from second 10 to the end (20 s); 1,109 of 1,112 requests lost (answered 503: 1,107, connection reset: 2)',
  );
});

test('an outage of the whole target that ended says so', () => {
  const lostBy = { refused: 41 };
  expect(outageLine({ fromMs: 14_000, toMs: 20_000, sent: 41, lost: 41, lostBy }, 60_000)).toBe(
    'the whole target: gone from second 14 to 20 (6 s), then it recovered; 41 of 41 requests lost (connection refused: 41)',
  );
});

test('an outage with requests that never had an answer is not told to be over for them', () => {
  const lostBy = { 503: 2, unfinished: 1 };
  expect(
    outageLine({ service: 'auth', fromMs: 12_000, toMs: 14_000, sent: 3, lost: 3, lostBy }, 60_000),
  ).toContain('to 14 (2 s), then it answered later requests, but never one of the lost ones; 3 of 3');
});

test('requests that had no end until the run was over are lost without an answer', () => {
  const lostBy = { unfinished: 3 };
  expect(outageLine({ service: 'tax', fromMs: 10_000, sent: 3, lost: 3, lostBy }, 33_000)).toContain(
    '3 of 3 requests lost (without an answer until the end: 3)',
  );
});

test('a run without an outage, or without traffic, has no line', () => {
  expect(outageLines(smallRun())).toEqual([]);
  expect(outageLines({ traffic: null })).toEqual([]);
});

const reports: Readonly<Record<string, (view: RunView) => string>> = {
  'the summary': summaryText,
  'the summary in Markdown': (view) => markdownSummary(view, { comparison: undefined, artefacts: [] }),
  'the HTML report': htmlReport,
};
for (const [name, report] of Object.entries(reports)) {
  test(`${name} names the outages of a run, also of one that held its limits`, () => {
    const { traffic } = smallRun();
    if (traffic === null) throw new Error('the small run has traffic');
    const outages = [{ service: 'deals', fromMs: 4_000, toMs: 7_000, sent: 9, lost: 9, lostBy: { 503: 9 } }];
    const record = smallRun({ outcome: 'pass', reasons: [], traffic: { ...traffic, outages } });
    expect(report(runView(record, [])).replaceAll('\\', '')).toContain(
      'deals: gone from second 4 to 7 (3 s), then it recovered; 9 of 9 requests lost (answered 503: 9)',
    );
    expect(report(runView(smallRun(), []))).not.toContain('utage');
  });
}
