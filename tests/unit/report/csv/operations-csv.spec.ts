import { expect, test } from '@playwright/test';
import { operationsCsv } from '../../../../src/report/csv/operations-csv.ts';
import { limitOf, type VerdictOwner } from '../../../../src/verdict/verdict.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { expectGolden } from '../../../made/golden-file.ts';
import { smallBurst } from '../../../made/small-record.ts';
import { smallRun } from '../../../made/small-run.ts';
import { madeVerdicts, operation } from '../../../made/verdict.ts';

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

test('a row has the verdicts on its own samples: none of a round’s burst, where the traffic was not judged', () => {
  const limit = limitOf(operation('deals.create'), 'p95', 'baseline', 400);
  const held = { ...limit, kind: 'pass', figure: 310, samples: 990, interval: {} } as const;
  const csvOf = (owner: VerdictOwner) => {
    const verdicts = madeVerdicts([held], owner);
    const bursts = [smallBurst('deals.create', 3)];
    const lines = operationsCsv(runView(smallRun({ bursts, verdicts }), [])).split('\r\n');
    const [titles = [], ...rows] = lines.map((line) => line.split(','));
    const cell = (row: readonly string[], title: string) => row[titles.indexOf(title)];
    return rows
      .filter((row) => cell(row, 'operation') === 'deals.create')
      .map((row) => [cell(row, 'measured_in'), cell(row, 'baseline_p95_ms'), cell(row, 'baseline_p95')]);
  };
  const none = ['', ''];
  const judged = ['400', 'pass'];
  expect(csvOf({ kind: 'round', journey: 'create-deal', number: 1 })).toEqual([
    ['traffic', ...none],
    ['burst', ...none],
  ]);
  expect(csvOf({ kind: 'traffic' })).toEqual([
    ['traffic', ...judged],
    ['burst', ...none],
  ]);
  expect(csvOf({ kind: 'burst', operation: 'deals.create' })).toEqual([
    ['traffic', ...none],
    ['burst', ...judged],
  ]);
});
