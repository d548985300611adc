import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { generateReport } from '../../src/report/allure-report.ts';
import { latestRun, namedRun } from '../../src/report/allure-run-to-report.ts';
import type { RunRecord } from '../../src/report/run-record.ts';
import { pointLatestAt, RunFolder } from '../../src/run/run-folder.ts';
import { smallRecord } from './allure-small-record.ts';

/** A folder of reports with one run in it, of one passed test. */
function runIn(reports: string, different: Partial<RunRecord> = {}): RunFolder {
  const record = smallRecord(different);
  const run = new RunFolder(join(reports, 'runs', record.runId));
  run.write('summary.json', record);
  const uuid = randomUUID();
  run.write(`allure-results/${uuid}-result.json`, {
    uuid,
    name: 'traffic of 10 virtual users',
    fullName: 'traffic.spec.ts',
    historyId: 'traffic',
    status: 'passed',
    stage: 'finished',
    steps: [],
    start: 1,
    stop: 2,
    labels: [{ name: 'suite', value: 'all services' }],
  });
  pointLatestAt(reports, run);
  return run;
}

const historyNames = (reports: string) =>
  readFileSync(join(reports, 'allure-history.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as RunRecord & { name: string }).name);

test('the report is one page that opens from disk and asks nobody on the network', async () => {
  const reports = test.info().outputPath('reports');
  const run = runIn(reports);
  const page = await generateReport(run, reports);
  expect(page).toBe(run.file('allure-report/index.html'));
  const html = readFileSync(page, 'utf8');
  expect(html).toContain('smoke on development');
  expect(html).toContain('html-attachment-preview');
  // Data in the page is base64: what remains in the open is what a browser would fetch.
  expect(html).not.toMatch(/(?:src|href)=["']?(?:https?:)?\/\//);
});

test("the run's figures are among Allure's results and in the history", async () => {
  const reports = test.info().outputPath('reports');
  const run = runIn(reports);
  await generateReport(run, reports);
  const metrics = run.read<{ key: string }[]>(`allure-results/${run.runId}-perf.json`);
  expect(metrics?.map(({ key }) => key)).toContain('traffic deals.create p95');
  const [line = ''] = readFileSync(join(reports, 'allure-history.jsonl'), 'utf8').split('\n');
  expect(JSON.parse(line)).toMatchObject({ metrics: { 'traffic deals.create p95': 12.35 } });
});

test('a report that is made again is in the history once', async () => {
  const reports = test.info().outputPath('reports');
  const run = runIn(reports);
  await generateReport(run, reports);
  await generateReport(run, reports);
  expect(historyNames(reports)).toHaveLength(1);
  expect(existsSync(run.file('allure-report.draft'))).toBe(false);
});

test('an invalid run has its report and leaves the history alone', async () => {
  const reports = test.info().outputPath('reports');
  const run = runIn(reports, { outcome: 'invalid' });
  expect(existsSync(await generateReport(run, reports))).toBe(true);
  expect(existsSync(join(reports, 'allure-history.jsonl'))).toBe(false);
});

test('a run that never got to its end is refused by a message that says so', async () => {
  const reports = test.info().outputPath('reports');
  await expect(generateReport(new RunFolder(join(reports, 'runs/none')), reports)).rejects.toThrow(
    /no summary\.json: it never got to its end/,
  );
});

test('a run is found by its id and as the latest', () => {
  const reports = test.info().outputPath('reports');
  expect(latestRun(reports)).toBeUndefined();
  const run = runIn(reports);
  expect(namedRun(reports, 'latest').runId).toBe(run.runId);
  expect(namedRun(reports, run.runId).path).toBe(run.path);
});

test('an id that no run has is refused with the closest ones', () => {
  const reports = test.info().outputPath('reports');
  runIn(reports);
  expect(() => namedRun(reports, '2026-11-24T10-00-00-smoke-a1b3')).toThrow('2026-11-24T10-00-00-smoke-a1b2');
  expect(() => namedRun(test.info().outputPath('empty'), 'latest')).toThrow('run-load-tests.sh');
});
