import { expect, test } from '@playwright/test';
import { overloadTable, stepsTable, verdictTable } from '../../../../src/report/attachments/tables.ts';
import { fullOverload } from '../../../made/report-overload.ts';

const limit = { statistic: 'p95', column: 'baseline', limit: 400, unit: 'ms', direction: 'below' } as const;

/** The texts of the table's cells, row by row. */
function rowsOf(html: string): string[][] {
  return html
    .split('<tr>')
    .slice(1)
    .map((row) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = '']) =>
        cell.replaceAll(/<[^>]+>/g, ''),
      ),
    );
}

test('each verdict is a row with figure and its bound, interval, limit, samples and what became of it', () => {
  const html = verdictTable('smoke: limits', [
    {
      kind: 'pass',
      subject: { kind: 'operation', id: 'deals.list' },
      ...limit,
      figure: 38.21,
      least: 36.01,
      samples: 1840,
      interval: { lower: 35, upper: 41 },
    },
    {
      kind: 'inconclusive',
      subject: { kind: 'operation', id: 'deals.get' },
      ...limit,
      samples: 0,
      interval: {},
      reason: 'nothing was measured',
    },
    {
      kind: 'not offered',
      subject: { kind: 'operation', id: 'tax.batch' },
      ...limit,
      reason: 'it has no tax service',
    },
  ]);
  expect(rowsOf(html)).toEqual([
    ['limit on', 'figure', 'interval', 'limit', 'samples', 'verdict'],
    ['deals.list p95', '38.2 ms (own ≤ 2.2 ms)', '35 to 41 ms', '&lt; 400 ms (baseline)', '1,840', 'pass'],
    ['deals.get p95', '–', 'none yet', '&lt; 400 ms (baseline)', '0', 'inconclusive'],
    ['tax.batch p95', '–', '', '&lt; 400 ms (baseline)', '', 'not offered'],
  ]);
});

test('a step is a row with its median, its cold visit, its parts and the calls that it made', () => {
  const requests = [
    { path: '/api/deals', startMs: 3, durationMs: 41.2 },
    { path: '/app.js', startMs: 0, durationMs: 2 },
    { path: '/app.css', startMs: 0, durationMs: 2 },
  ] as const;
  const step = {
    step: 'save the deal',
    medianMs: 61.4,
    coldMs: 120,
    visitsMs: [60, 61.4],
    requests: requests.map((request) => ({ ...request, serverTiming: [] })),
  };
  const html = stepsTable('create-deal, round 1 of 2', { steps: [step] });
  expect(rowsOf(html)).toEqual([
    ['step', 'median', 'cold', 'warm visits', 'where the time went', 'requests'],
    ['save the deal', '61.4 ms', '120', '60, 61.4', '', '/api/deals 41.2 ms, 2 other files'],
  ]);
});

test('a step without a warm visit has no median: that of its cold visit is not one', () => {
  const step = { step: 'save the deal', medianMs: 120, coldMs: 120, visitsMs: [], requests: [] };
  const html = stepsTable('create-deal, round 1 of 2', { steps: [step] });
  expect(rowsOf(html)[1]).toEqual(['save the deal', '–', '120', '', '', '']);
});

test('what went wrong in the page is below the steps, those of a visit that did not come to its end included', () => {
  const listed = [{ step: 'save the deal', fault: 'POST /api/v1/deals answered 500', count: 2 }];
  expect(stepsTable('create-deal, round 1 of 2', { steps: [], faults: { listed } })).toContain(
    '<li>save the deal: POST /api/v1/deals answered 500 (2 times)</li>',
  );
});

test('a name from outside cannot become markup', () => {
  const name = '<script>alert("x")</script>';
  const verdicts = [
    { kind: 'not offered', subject: { kind: 'operation', id: name }, ...limit, reason: name },
  ] as const;
  expect(verdictTable('<i>title</i>', verdicts)).not.toMatch(/<script|<i>/);
});

test('what an overload broke is a table, with what was judged above it', () => {
  const html = overloadTable('stress: overload', fullOverload);
  expect(html).toContain('<p>Judged at normal load: ');
  expect(rowsOf(html)[1]).toEqual([
    'deals.get p95',
    '&lt; 150 ms',
    '200 users',
    '200 to 300 users',
    '226 ms (own ≤ 40 ms)',
  ]);
});
