import { expect, test } from '@playwright/test';
import { operationsCsv } from '../../../../src/report/csv/operations-csv.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { expectGolden } from '../../../made/golden-file.ts';
import { smallBurst } from '../../../made/small-record.ts';
import { smallRun } from '../../../made/small-run.ts';

test('the CSV of the operations is as it was looked at', () => {
  expectGolden(
    'operations.csv',
    operationsCsv(runView(smallRun({ bursts: [smallBurst('deals.get', 3)] }), [])),
  );
});

test('every row has as many cells as the head', () => {
  const [head = '', ...rows] = operationsCsv(runView(smallRun(), [])).trimEnd().split('\r\n');
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row.split(',')).toHaveLength(head.split(',').length);
});

test('a cell with a comma or a quote is quoted', () => {
  expect(operationsCsv(runView(smallRun({ runId: 'a,"b"' }), []))).toContain('\r\n"a,""b""",smoke,');
});
