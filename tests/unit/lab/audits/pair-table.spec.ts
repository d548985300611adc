import { expect, test } from '@playwright/test';
import { type Measured, pairTable } from '../../../../lab/audits/pair-table.ts';
import { navigationResult } from '../../../made/lighthouse-results.ts';

const measured = (lcpMs: number): Measured => ({ ...navigationResult({ lcpMs }), browserWaitShare: 0.6 });

const lineOf = (table: string, figure: string) => table.split('\n').find((line) => line.includes(figure));

test('a figure has the median and range of each way, and of the differences within the pairs', () => {
  const direct = [500, 700, 600, 520, 650, 560];
  const pairs = direct.map((lcpMs, index) => ({
    direct: measured(lcpMs),
    playAudit: measured(lcpMs + index),
  }));
  expect(lineOf(pairTable('deals', pairs), 'LCP')).toBe(
    '| deals LCP, ms | 580 (500 to 700) | 584 (500 to 701) | 3 (0 to 5) | 0 to 5 |',
  );
});

test('fewer than six pairs give no interval', () => {
  const pair = { direct: measured(500), playAudit: measured(490) };
  expect(lineOf(pairTable('deals', [pair]), 'LCP')).toBe(
    '| deals LCP, ms | 500 (500 to 500) | 490 (490 to 490) | -10 (-10 to -10) | - |',
  );
});
