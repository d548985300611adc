import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import type { RoundRecord, StepRecord } from '../../../../src/record/round-record.ts';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import { htmlReport } from '../../../../src/report/html/page.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { fullRecord } from '../../../made/report-record.ts';

/** A record with the widest content that a run can give: every optional column, long names, large figures, many rounds. */
function wideRecord(): RunRecord {
  const record = fullRecord();
  const widest = (step: StepRecord, name: string): StepRecord => ({
    ...step,
    step: name,
    coldMs: 12_345,
    medianMs: 11_840,
    visitsMs: [10_290, 12_200, 13_240],
    vitals: {
      inpMs: 1_248,
      lcpMs: 12_345,
      fcpMs: 11_234,
      ttfbMs: 1_234,
      cls: 0.123,
      longFrames: 12,
      longFramesMs: 2_345,
    },
  });
  const names = [
    'open the deal list',
    'start a new deal',
    'pick the customer',
    'pick the vehicle',
    'open the worksheet',
  ];
  const [first] = record.rounds;
  if (first === undefined) throw new Error('the full record has rounds');
  const [step] = first.steps;
  if (step === undefined) throw new Error('the rounds of the full record have steps');
  const rounds = Array.from({ length: 14 }, (_, index): RoundRecord => {
    const own = record.rounds[index % record.rounds.length] ?? first;
    const steps = own.steps.map((each) => widest(each, each.step));
    return {
      ...own,
      number: index + 1,
      of: 14,
      vus: 1_000,
      steps: [...steps, ...names.map((name) => widest(step, name))],
    };
  });
  return { ...record, rounds };
}

for (const [name, record] of [
  ['of a run in which one of everything happened', fullRecord()],
  ['with the widest content', wideRecord()],
] as const)
  test(`on a desk screen of 1,280 px no table or text of a report ${name} is cut off`, async ({
    browser,
  }, info) => {
    const path = info.outputPath('report.html');
    writeFileSync(path, htmlReport(runView(record, [])));
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(pathToFileURL(path).href);
    await page.locator('details').evaluateAll((all) => {
      for (const details of all) details.setAttribute('open', '');
    });
    const cutOff = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter((each): each is HTMLElement => each instanceof HTMLElement && each.clientWidth > 0)
        .filter(
          (each) => each.scrollWidth > each.clientWidth || each.getBoundingClientRect().right > innerWidth,
        )
        .map((each) => `${each.tagName} ${each.className}: ${each.textContent.slice(0, 60)}`),
    );
    expect(cutOff).toEqual([]);
    await page.close();
  });
