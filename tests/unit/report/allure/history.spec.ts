import { expect, test } from '@playwright/test';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import {
  belongsIntoHistory,
  comparableHistory,
  historyWith,
  reportName,
} from '../../../../src/report/allure/history.ts';
import { smallRecord, smallRound } from '../../../made/small-record.ts';

/** A run of the tenth hour with these digits for minutes and seconds, and Allure's line for it. */
const runAt = (time: string, different: Partial<RunRecord> = {}) =>
  smallRecord({ runId: `2026-11-24T10-${time}-smoke-a1b2`, facts, ...different });
const facts = { node: 'v24.21.0', host: 'linux x64, 2 × A', browser: 'Chromium 141.0.7390.37' };
const measuredWith =
  'help for the web client no shim, browser Chromium 141, machine linux x64, 2 × A, latencies of the traffic rounds included';
const lineOf = (record: RunRecord, note = '') =>
  `${JSON.stringify({ name: reportName(record), measuredWith, note })}\n`;
/** The line as Allure itself writes it. */
const byAllure = (record: RunRecord) => `${JSON.stringify({ name: reportName(record) })}\n`;
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

const desk = { ...smallRound(1, [80]), device: 'desk' };
const measuredOtherwise: readonly [what: string, different: Partial<RunRecord>][] = [
  ['on another device', { rounds: [{ ...desk, device: 'lot-tablet' }] }],
  ['by another release of the browser', { facts: { ...facts, browser: 'Chromium 142.0.1.2' } }],
  ['by another protocol', { facts: { ...facts, protocol: 'HTTP/2' } }],
  ['on another machine', { facts: { ...facts, host: 'linux x64, 8 × B' } }],
];
for (const [how, different] of measuredOtherwise) {
  test(`runs that were measured ${how} have a trend of their own`, () => {
    const [first, second] = [
      runAt('01-00', { facts: { ...facts, protocol: 'HTTP/1.1' }, rounds: [desk] }),
      runAt('02-00', { facts: { ...facts, protocol: 'HTTP/1.1' }, rounds: [desk], ...different }),
    ];
    const history = historyWith('', byAllure(first), first);
    expect(comparableHistory(history, second)).toBe('');
    expect(comparableHistory(history, { ...first, runId: second.runId })).toBe(history);
  });
}

test('a patch of the browser goes on with the trend', () => {
  const [first, second] = [
    runAt('01-00'),
    runAt('02-00', { facts: { ...facts, browser: 'Chromium 141.0.9.9' } }),
  ];
  const history = historyWith('', byAllure(first), first);
  expect(comparableHistory(history, second)).toBe(history);
});

test('a report that is made again replaces the line of its run', () => {
  const [first, second] = [runAt('01-00'), runAt('02-00')];
  const again = lineOf(first, 'again');
  expect(historyWith(joined(first, second), again, first)).toBe(again + lineOf(second));
});

test('a run that is reported on late takes its place in time', () => {
  const [first, second, third] = [runAt('01-00'), runAt('02-00'), runAt('03-00')];
  expect(historyWith(joined(first, third), lineOf(second), second)).toBe(joined(first, second, third));
});

test('of each kind the last fifty runs are kept', () => {
  const many = Array.from({ length: 50 }, (_, index) => runAt(`${String(index).padStart(2, '0')}-00`));
  const other = runAt('00-30', { vus: 20 });
  const newest = runAt('55-00');
  const lines = historyWith(joined(other, ...many), lineOf(newest), newest)
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(51);
  expect(lines[0]).toBe(lineOf(other).trimEnd());
  expect(lines[1]).toBe(lineOf(runAt('01-00')).trimEnd());
  expect(lines.at(-1)).toBe(lineOf(newest).trimEnd());
});

test('lines that this suite did not write are not compared with, and stay in the file', () => {
  const [first, second] = [runAt('01-00'), runAt('02-00')];
  const foreign = 'half a line\n{"name":"Allure Report"}\n';
  const history = `${lineOf(first)}\n${foreign}`;
  expect(comparableHistory(history, second)).toBe(lineOf(first));
  expect(historyWith(history, lineOf(second), second)).toBe(foreign + joined(first, second));
});

test('runs that were invalid or did not get to their end are not compared with', () => {
  const kept = (['pass', 'fail', 'invalid', 'could not run'] as const).filter((outcome) =>
    belongsIntoHistory(smallRecord({ outcome })),
  );
  expect(kept).toEqual(['pass', 'fail']);
});
