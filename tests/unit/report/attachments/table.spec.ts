import { expect, test } from '@playwright/test';
import { escapeHtml, htmlTable, numberCell, verdictTable } from '../../../../src/report/attachments/table.ts';

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

test('each verdict is a row with figure, interval, limit, samples and what became of it', () => {
  const html = verdictTable('smoke: limits', [
    {
      kind: 'pass',
      subject: { kind: 'operation', id: 'deals.list' },
      ...limit,
      figure: 38.21,
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
    ['deals.list p95', '38.2 ms', '35 ms to 41 ms', '&lt; 400 ms (baseline)', '1,840', 'pass'],
    ['deals.get p95', '–', '… to …', '&lt; 400 ms (baseline)', '0', 'inconclusive'],
    ['tax.batch p95', '–', '', '&lt; 400 ms (baseline)', '', 'not offered'],
  ]);
});

test('what comes from outside cannot become markup', () => {
  const html = htmlTable('<i>title</i>', ['a'], [['<script>alert("x")</script>'], [numberCell('<b>')]]);
  expect(html).not.toMatch(/<script|<b>|<i>/);
  expect(escapeHtml('<a href="x">&</a>')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;');
});
