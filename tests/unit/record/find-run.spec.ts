import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  BEGUN,
  begunRuns,
  latestRun,
  namedRun,
  runFolders,
  takeLatestFrom,
} from '../../../src/record/find-run.ts';
import { pointedAt, pointLatestAt, RunFolder } from '../../../src/record/run-folder.ts';

const MEASURED = '2026-11-24T09-00-00-smoke-a1b2';
const KILLED = '2026-11-24T10-00-00-smoke-a1b2';
const CHECKED = '2026-11-24T10-30-00-check-a1b2';
const SPREAD = '2026-11-24T10-40-00-spread-a1b2';
const NEVER_STARTED = '2026-11-24T11-00-00-smoke-a1b2';

/** A folder of reports whose `latest` points at the last of the runs. */
function reportsWith(files: Readonly<Record<string, string | undefined>>): string {
  const reports = test.info().outputPath('reports');
  for (const [id, file] of Object.entries(files)) {
    const folder = runIn(reports, id);
    if (file !== undefined) folder.write(file, {});
    pointLatestAt(reports, folder);
  }
  return reports;
}

function runIn(reports: string, id: string): RunFolder {
  const folder = new RunFolder(join(reports, 'runs', id));
  mkdirSync(folder.path, { recursive: true });
  return folder;
}

test('latest passes over runs without a record and names them in one line', () => {
  const reports = reportsWith({
    [MEASURED]: 'summary.json',
    [KILLED]: 'plan.json',
    [CHECKED]: 'plan.json',
    [SPREAD]: 'plan.json',
    [NEVER_STARTED]: undefined,
  });
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  expect(namedRun(reports, 'latest', { files: ['summary.json'], say }).runId).toBe(MEASURED);
  expect(lines).toEqual([
    `Skipped ${NEVER_STARTED}, ${KILLED}, which left no summary.json: the latest is ${MEASURED}`,
  ]);
});

test('checks and measured spreads never have a record, so they are among no runs; a scenario with such a word in its name is', () => {
  const other = '2026-11-24T08-00-00-pre-check-in-a1b2';
  const reports = test.info().outputPath('reports');
  for (const id of [other, MEASURED, CHECKED, SPREAD]) runIn(reports, id).write('plan.json', {});
  expect(begunRuns(reports).map(({ runId }) => runId)).toEqual([MEASURED, other]);
  expect(latestRun(reports)?.runId).toBe(MEASURED);
});

test('a report is made of the latest run that began, also when it was killed', () => {
  const reports = reportsWith({
    [MEASURED]: 'summary.json',
    [KILLED]: 'plan.json',
    [NEVER_STARTED]: undefined,
  });
  const wanted = { files: BEGUN, say: () => {} };
  expect(namedRun(reports, 'latest', wanted).runId).toBe(KILLED);
});

test('a latest run with a record is found without a word, and a named run is not passed over', () => {
  const reports = reportsWith({ [NEVER_STARTED]: undefined, [MEASURED]: 'summary.json' });
  const lines: string[] = [];
  const wanted = { files: ['summary.json'], say: (line: string) => lines.push(line) };
  expect(namedRun(reports, 'latest', wanted).runId).toBe(MEASURED);
  expect(namedRun(reports, NEVER_STARTED, wanted).runId).toBe(NEVER_STARTED);
  expect(lines).toEqual([]);
});

test('where no run left a record, the message says so and names a command', () => {
  const reports = reportsWith({ [NEVER_STARTED]: undefined });
  expect(() => namedRun(reports, 'latest')).toThrow(
    'Found: 1 runs, none with summary.json. Right would be: a run first, e.g. ./scripts/run-load-tests.sh smoke',
  );
});

test('a run that never started gives latest back to the last run that began', () => {
  const reports = reportsWith({ [MEASURED]: 'summary.json' });
  const run = runIn(reports, NEVER_STARTED);
  pointLatestAt(reports, run);
  takeLatestFrom(run, reports);
  expect(pointedAt(reports)).toBe(join(reports, 'runs', MEASURED));
});

test('the first run that never started leaves no latest', () => {
  const reports = reportsWith({});
  const run = runIn(reports, NEVER_STARTED);
  pointLatestAt(reports, run);
  takeLatestFrom(run, reports);
  expect(pointedAt(reports)).toBeUndefined();
  expect(existsSync(join(reports, 'runs', NEVER_STARTED))).toBe(true);
});

test('a run that never started leaves latest to a run that took it since', () => {
  const reports = reportsWith({ [MEASURED]: 'summary.json' });
  pointLatestAt(reports, runIn(reports, KILLED));
  takeLatestFrom(runIn(reports, NEVER_STARTED), reports);
  expect(pointedAt(reports)).toBe(join(reports, 'runs', KILLED));
});

test('segments are found by folder or id, and one that never began is passed over with a line', () => {
  const reports = reportsWith({
    [MEASURED]: 'summary.json',
    [KILLED]: 'plan.json',
    [NEVER_STARTED]: undefined,
  });
  const lines: string[] = [];
  const folders = [join(reports, 'runs', MEASURED), KILLED, join(reports, 'runs', NEVER_STARTED)];
  const found = runFolders(reports, folders, (line) => lines.push(line));
  expect(found.map(({ runId }) => runId)).toEqual([MEASURED, KILLED]);
  expect(lines).toEqual([`Passed over ${folders[2]}: it holds no run that began`]);
});

test('without a segment that began, or a folder of that name, there is nothing to merge', () => {
  const reports = reportsWith({ [NEVER_STARTED]: undefined });
  const found =
    (...names: string[]) =>
    () =>
      runFolders(reports, names, () => undefined);
  expect(found()).toThrow('Found: none of them. Right would be: the folders of all segments');
  expect(found(join(reports, 'runs', NEVER_STARTED))).toThrow('Found: none that began.');
  expect(found('segments/*/runs/*')).toThrow('Found: no folder segments/*/runs/*.');
  expect(found(MEASURED)).toThrow(`the run "${MEASURED}"`);
});
