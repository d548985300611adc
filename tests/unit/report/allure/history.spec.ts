import { expect, test } from '@playwright/test';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import {
  belongsIntoHistory,
  comparableHistory,
  historyWith,
  reportName,
} from '../../../../src/report/allure/history.ts';
import { smallRecord } from '../../../made/small-record.ts';

/** A run of the tenth hour with these digits for minutes and seconds, and Allure's line for it. */
const runAt = (time: string, different: Partial<RunRecord> = {}) =>
  smallRecord({ runId: `2026-11-24T10-${time}-smoke-a1b2`, ...different });
const lineOf = (record: RunRecord, note = '') => `${JSON.stringify({ name: reportName(record), note })}\n`;
const joined = (...records: RunRecord[]) => records.map((record) => lineOf(record)).join('');

test('a run is compared with earlier runs of its kind alone', () => {
  const [first, second, third] = [runAt('01-00'), runAt('02-00'), runAt('03-00')];
  expect(comparableHistory(joined(first, second, third), second)).toBe(lineOf(first));
});

const others: readonly [what: string, different: Partial<RunRecord>][] = [
  ['scenario', { scenario: 'load' }],
  ['environment', { environment: 'staging' }],
  ['target', { sandbox: false }],
  ['number of users', { vus: 20 }],
];
for (const [what, different] of others) {
  test(`runs of another ${what} are not compared`, () => {
    const history = joined(runAt('01-00', different));
    expect(comparableHistory(history, runAt('02-00'))).toBe('');
  });
}

test('a report that is made again replaces the line of its run', () => {
  const [first, second] = [runAt('01-00'), runAt('02-00')];
  const again = lineOf(first, 'again');
  expect(historyWith(joined(first, second), again)).toBe(again + lineOf(second));
});

test('a run that is reported on late takes its place in time', () => {
  const [first, second, third] = [runAt('01-00'), runAt('02-00'), runAt('03-00')];
  expect(historyWith(joined(first, third), lineOf(second))).toBe(joined(first, second, third));
});

test('of each kind the last fifty runs are kept', () => {
  const many = Array.from({ length: 50 }, (_, index) => runAt(`${String(index).padStart(2, '0')}-00`));
  const other = runAt('00-30', { vus: 20 });
  const newest = runAt('55-00');
  const lines = historyWith(joined(other, ...many), lineOf(newest))
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(51);
  expect(lines[0]).toBe(lineOf(other).trimEnd());
  expect(lines[1]).toBe(lineOf(runAt('01-00')).trimEnd());
  expect(lines.at(-1)).toBe(lineOf(newest).trimEnd());
});

test('lines that this suite did not write are left out', () => {
  const history = `half a line\n\n{"name":"Allure Report"}\n${lineOf(runAt('01-00'))}`;
  expect(comparableHistory(history, runAt('02-00'))).toBe(lineOf(runAt('01-00')));
});

test('runs that were invalid or did not get to their end are not compared with', () => {
  const kept = (['pass', 'fail', 'invalid', 'could not run'] as const).filter((outcome) =>
    belongsIntoHistory(smallRecord({ outcome })),
  );
  expect(kept).toEqual(['pass', 'fail']);
});
