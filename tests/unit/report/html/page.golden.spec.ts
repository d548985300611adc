import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../../src/measure/latency-histogram.ts';
import { htmlReport } from '../../../../src/report/html/page.ts';
import { percentileCurve } from '../../../../src/view/percentile-curve.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { expectGolden } from '../../../made/golden-file.ts';
import { linesOf, pageParts } from '../../../made/page-parts.ts';
import { fullRecord } from '../../../made/report-record.ts';

/** The page of a run in which one of everything happened. */
function fullPage(): string {
  const histogram = new LatencyHistogram();
  for (let index = 1; index <= 2_000; index += 1) histogram.record(80_000 + 4e8 / (index + 350));
  const curves = new Map([['deals.create', percentileCurve(histogram)]]);
  const facts = {
    node: 'v24.21.0',
    browser: 'Chromium 156.0.8078.79',
    commit: '20eb369',
    host: 'linux x64, 8 × CPU',
    sandboxPriority: { nice: -5, groupNice: -10 },
  };
  return htmlReport({ ...runView({ ...fullRecord(), facts }, []), curves });
}

const page = fullPage();

for (const [name, text] of pageParts(page))
  test(`the part "${name}" of a run in which one of everything happened is as it was reviewed`, () => {
    expectGolden(`html/${name}.${name === 'data' ? 'json' : 'html'}.txt`, text);
  });

/** The lines of each chart, back to front: twelve slices give twelve points, and the load begins at 0. */
const charts = {
  latency: ['load 13', 'p50 12', 'p99 12', 'p95 12'],
  throughput: ['load 13', 'throughput 12'],
  loop: ['throughput 12'],
  host: ['throughput 12'],
  memory: ['throughput 12'],
};

for (const [chart, lines] of Object.entries(charts))
  test(`the chart "${chart}" has a point for each slice in each of its lines`, () => {
    expect(linesOf(page, chart).map(({ color, points }) => `${color} ${points}`)).toEqual(lines);
  });

test('the same record rendered twice is the same text', () => {
  expect(fullPage()).toBe(page);
});
