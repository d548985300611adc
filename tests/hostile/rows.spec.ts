import { expect, test } from '@playwright/test';
import { ROWS, ROWS_BY_SUBJECT } from './rows.ts';
import { expectRow } from './run-row.ts';

const LEAST_ROWS = 200;
const quick = ROWS.filter(({ inNpmTest }) => inNpmTest !== 'no');

test.skip(process.platform !== 'linux', 'the folders, programs and processes of the rows are those of Linux');

test(`the table has at least ${LEAST_ROWS} rows, each with an id of its own`, () => {
  expect(ROWS.length).toBeGreaterThanOrEqual(LEAST_ROWS);
  expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
});

for (const [subject, rows] of Object.entries(ROWS_BY_SUBJECT))
  test.describe(subject, () => {
    for (const row of rows)
      test(
        `${row.id}: ${Object.entries(row.env).map(([name, value]) => `${name}=${value} `)}${row.command}`,
        { annotation: { type: 'row' } },
        () => expectRow(row, test.info().outputPath('row')),
      );
  });

test(`${ROWS.length} rows of the table, of which npm test runs ${quick.length}`, () => {
  expect(quick.length).toBeGreaterThan(ROWS.length / 2);
});
