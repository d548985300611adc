import { expect, test } from '@playwright/test';
import { allRunsPage } from '../../../src/all-runs/all-runs.ts';
import { glanceAt } from '../../../src/all-runs/glance.ts';
import { EXIT_CODES } from '../../../src/record/run-record.ts';
import { qualityGate, runVariables } from '../../../src/report/allure/config.ts';
import { htmlReport } from '../../../src/report/html/page.ts';
import { junitXml } from '../../../src/report/junit/junit-xml.ts';
import { k6Summary } from '../../../src/report/k6/k6-summary.ts';
import { markdownSummary } from '../../../src/report/markdown/summary.ts';
import { summaryText } from '../../../src/report/text/summary.ts';
import { nothingDecided } from '../../../src/run/nothing-decided.ts';
import { type Judgement, limitOf } from '../../../src/verdict/verdict.ts';
import { runView } from '../../../src/view/run-view.ts';
import { smallRecord } from '../../made/small-record.ts';
import { madeVerdicts, operation } from '../../made/verdict.ts';

const smoke = { kind: 'scenario', scenario: 'smoke' } as const;
const few = { kind: 'inconclusive', samples: 27, interval: {}, reason: 'too few samples' } as const;
const own: Judgement[] = [
  { ...few, ...limitOf(smoke, 'p95', 'scenario', 1_000) },
  { ...few, ...limitOf(smoke, 'errorRate', 'scenario', 0.01) },
];
const ofOperation = limitOf(operation('gateway.health'), 'p95', 'baseline', 100);
const held: Judgement = { ...few, ...ofOperation, kind: 'pass', figure: 3 };

const availability: Judgement = { ...few, ...limitOf(smoke, 'availability', 'baseline', 0.999) };

test('a run in which no limit that counts was held or broken says what was checked, how many samples are needed, and what to do', () => {
  expect(nothingDecided(madeVerdicts([...own, availability]), false)).toBe(
    '[NOTHING_DECIDED] checked: the limits of what was measured. Found: of those that count none was held and none broken, all are open. ' +
      'p95: 27 of the 72 samples that it needs to hold, error rate: 27 of the 381 samples that it needs to hold and 1 other limit. ' +
      'Right would be: about 15 times as many requests, by a longer --duration or a larger --vus.',
  );
});

test('one limit that was held decides something, unless it counts for nothing', () => {
  expect(nothingDecided(madeVerdicts([...own, held]), false)).toBeUndefined();
  const sla = { ...held, column: 'sla' } as const;
  expect(nothingDecided(madeVerdicts([...own, sla]), false)).toContain('[NOTHING_DECIDED]');
  expect(nothingDecided(madeVerdicts([...own, sla]), true)).toBeUndefined();
  expect(nothingDecided(madeVerdicts([{ ...held, column: 'ramp' }]), true)).toContain(
    'Found: none that counts could be held or broken.',
  );
});

test('visits and bursts that decide nothing need more of their own', () => {
  const step = limitOf({ kind: 'step', journey: 'login', step: 'sign in' }, 'median', 'journey', 500);
  const round = madeVerdicts([{ ...few, ...step, samples: 3 }], {
    kind: 'round',
    journey: 'login',
    number: 1,
  });
  expect(nothingDecided(round, false)).toMatch(
    /login: sign in median: 3 of the 6 visits that it needs to hold\. Right would be: more visits/,
  );
  const burst = madeVerdicts([{ ...few, ...ofOperation, samples: 17 }], {
    kind: 'burst',
    operation: 'gateway.health',
  });
  expect(nothingDecided(burst, false)).toMatch(/gateway\.health p95: 17 of the 72 .*BURST_DURATION/);
});

test('a limit whose interval includes it is not said to lack samples', () => {
  const wide = { ...few, samples: 900, reason: 'the interval of 900 samples includes the limit' };
  expect(nothingDecided(madeVerdicts([{ ...wide, ...ofOperation }]), false)).toContain(
    'gateway.health p95: the interval of 900 samples includes the limit. Right would be: more requests, by',
  );
});

test('no report of a run that decided nothing looks green', () => {
  const verdicts = madeVerdicts(own);
  const text = nothingDecided(verdicts, false) ?? '';
  const record = smallRecord({
    outcome: 'nothing decided',
    reasons: [{ kind: 'nothing decided', text }],
    verdicts,
  });
  const view = runView(record, []);
  expect(EXIT_CODES[record.outcome]).toBe(1);
  expect(summaryText(view)).toMatch(
    /: NOTHING DECIDED: measured, but no limit that counts was held or broken$/m,
  );
  expect(summaryText(view)).not.toContain('PASSED');
  const html = htmlReport(view);
  expect(html).toContain('<header class="nothing-decided">');
  expect(html).toContain('<h1>Nothing decided: measured, but no limit that counts was held or broken.</h1>');
  expect(junitXml(view)).toMatch(
    /errors="1"[\s\S]*name="a limit was decided"[^>]*><error message="\[NOTHING_DECIDED\]/,
  );
  expect(runVariables(view)).toMatchObject({ Outcome: 'nothing decided', Why: text });
  const [, notPassed] = qualityGate(record).use ?? [];
  expect(notPassed?.rule).toBe('runsNotPassed');
  expect(markdownSummary(view, { comparison: undefined, artefacts: [] })).toContain(
    '## ⚠️ nothing decided: no limit that counts was held or broken',
  );
  expect(JSON.stringify(k6Summary(view))).not.toContain('thresholds');
  const page = allRunsPage({
    glances: [glanceAt(record, test.info().outputDir)],
    unreadable: [],
    unfinished: [],
    older: 0,
  });
  expect(page).toContain('<span class="v inconclusive">nothing decided</span>');
});

test('where an SLA is broken that does not count, no report says that no limit is', () => {
  const sla: Judgement = { ...few, ...ofOperation, kind: 'fail', figure: 300, column: 'sla' };
  const broken = madeVerdicts([sla]);
  const green = runView(smallRecord({ verdicts: [...madeVerdicts([held]), ...broken] }), []);
  expect(htmlReport(green)).toContain('<h1>Passed: no limit that counts is broken.</h1>');
  const open = runView(smallRecord({ verdicts: [...madeVerdicts([...own, held]), ...broken] }), []);
  expect(htmlReport(open)).toContain('<h1>No limit that counts is broken, and none of the scenario’s own');
  const text = nothingDecided([...madeVerdicts(own), ...broken], false) ?? '';
  const undecided = smallRecord({
    outcome: 'nothing decided',
    reasons: [{ kind: 'nothing decided', text }],
    verdicts: [...madeVerdicts(own), ...broken],
  });
  const reports = [
    summaryText(runView(undecided, [])),
    htmlReport(runView(undecided, [])),
    markdownSummary(runView(undecided, []), { comparison: undefined, artefacts: [] }),
  ];
  for (const report of reports) {
    expect(report).toMatch(/only reported/i);
    expect(report).not.toMatch(/no limit was held or broken|Found: none was held/);
  }
});

test("a run that is green by other limits says in its first line that the scenario's own are open", () => {
  const view = runView(
    smallRecord({ outcome: 'pass', reasons: [], verdicts: madeVerdicts([...own, held]) }),
    [],
  );
  const open =
    "The scenario's own limits are open. p95: 27 of the 72 samples that it needs to hold and error rate: 27 of";
  expect(summaryText(view)).toContain(`PASSED\n\n${open}`);
  expect(htmlReport(view)).toContain(
    '<h1>No limit is broken, and none of the scenario’s own was decided.</h1>',
  );
  expect(markdownSummary(view, { comparison: undefined, artefacts: [] })).toContain(open);
});
