import { test } from '@playwright/test';
import { LatencyHistogram } from '../../../../src/measure/latency-histogram.ts';
import { htmlReport } from '../../../../src/report/html/page.ts';
import { percentileCurve } from '../../../../src/report/html/percentile-curve.ts';
import { expectGolden } from '../../../made/golden-file.ts';
import { fullRecord } from '../../../made/report-record.ts';

test('the report of a run in which one of everything happened is as it was looked at', () => {
  const histogram = new LatencyHistogram();
  for (let index = 1; index <= 2_000; index += 1) histogram.record(80_000 + 4e8 / (index + 350));
  const html = htmlReport(fullRecord(), {
    curves: new Map([['deals.create', percentileCurve(histogram)]]),
    facts: {
      node: 'v24.21.0',
      browser: 'Chromium 156.0.8078.79',
      commit: '20eb369',
      host: 'linux x64, 8 × CPU',
    },
  });
  expectGolden('report.html.txt', html);
});
