import { expect, test } from '@playwright/test';
import { glanceAt } from '../../../src/all-runs/glance.ts';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { runVariables } from '../../../src/report/allure/config.ts';
import { htmlReport } from '../../../src/report/html/page.ts';
import { junitXml } from '../../../src/report/junit/junit-xml.ts';
import { markdownSummary } from '../../../src/report/markdown/summary.ts';
import { summaryText } from '../../../src/report/text/summary.ts';
import { runView } from '../../../src/view/run-view.ts';
import { recordOf } from '../../made/composed-record.ts';
import { trafficVerdicts } from '../../made/report-verdicts.ts';
import { decodedSlices } from '../../made/small-run.ts';

const QUOTA = "a CPU quota stopped the measurer's container for 6 s (summed over cores): give it more CPU";
const lost = 'users lost 11 %';
const slices = decodedSlices.map((slice, index) => ({
  ...slice,
  health: { ...slice.health, throttledMs: index === 0 ? 6_000 : 0 },
}));

/** A run whose measurer a CPU quota stopped, with a limit that stayed open. */
function throttledRun(because: 'own delay' | 'crowded', lostLoad?: string, isLostToOwnDelay = true) {
  const hidden = { ...trafficVerdicts[0], kind: 'inconclusive', because, isHidden: true, reason: 'open' };
  const judged = { verdicts: [hidden], lostLoad, isLostToOwnDelay };
  return recordOf({ [RUN_FILES.trafficVerdicts]: judged }, {}, slices);
}

test('the first reason that is the measurer’s doing names the CPU quota that stopped it', () => {
  const open = { kind: 'undecided', text: expect.stringMatching(/\(open\)$/) };
  expect(throttledRun('own delay', lost).reasons).toEqual([
    { kind: 'undecided', text: `${lost}; ${QUOTA}`, throttledMs: 6_000 },
    open,
  ]);
  expect(throttledRun('own delay').reasons).toEqual([
    { kind: 'undecided', text: expect.stringMatching(/\(open\); a CPU quota stopped/), throttledMs: 6_000 },
  ]);
  expect(throttledRun('crowded').reasons).toEqual([open]);
  const lostToTarget = { kind: 'undecided', text: lost };
  expect(throttledRun('crowded', lost, false).reasons).toEqual([lostToTarget, open]);
});

test('all outputs name it with the same words, once', () => {
  const record = throttledRun('own delay', lost);
  const view = runView(record, slices);
  const outputs = {
    terminal: summaryText(view),
    html: htmlReport(view).replaceAll('&#39;', "'"),
    markdown: markdownSummary(view, { comparison: undefined, artefacts: [] }).replaceAll('\\', ''),
    junit: junitXml(view).replaceAll(/&(?:apos|#39);/g, "'"),
    allure: JSON.stringify(runVariables(view)),
    allRuns: glanceAt(record, '/nowhere').reason ?? '',
  };
  for (const [name, text] of Object.entries(outputs)) {
    expect(text, name).toContain(QUOTA);
    expect(text.match(/CPU quota stopped/g), name).toHaveLength(1);
  }
});
