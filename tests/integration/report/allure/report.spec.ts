import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { latestRun, namedRun } from '../../../../src/record/find-run.ts';
import { pointLatestAt, RunFolder } from '../../../../src/record/run-folder.ts';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import { generateReport } from '../../../../src/report/allure/report.ts';
import { smallRecord } from '../../../made/small-record.ts';

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
  expect(page).toBe(join(reports, 'allure', run.runId, 'index.html'));
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
  expect(readdirSync(join(reports, 'allure'))).toEqual([run.runId]);
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

/** Allure's own data within its only page, by the end of their name. */
function dataIn(page: string, name: string): string[] {
  const html = readFileSync(page, 'utf8');
  return [...html.matchAll(/d\(['"]([^'"]+)['"]\s*,\s*['"]([A-Za-z0-9+/=]+)['"]\)/g)]
    .filter(([, path = '']) => path.endsWith(name))
    .map(([, , content = '']) => Buffer.from(content, 'base64').toString('utf8'));
}

test('what belongs to the run as a whole is in the report: its own page, why it failed, and the gate', async () => {
  const reports = test.info().outputPath('reports');
  const run = runIn(reports, {
    outcome: 'fail',
    reasons: [{ kind: 'limit', text: 'deals.create p95 612 ms' }],
  });
  run.writeText('report.html', '<title>the performance report</title>');
  const page = await generateReport(run, reports);
  const globals = dataIn(page, 'widgets/globals.json').join('');
  expect(globals).toContain('performance report');
  expect(globals).toContain('deals.create p95 612 ms');
  expect(dataIn(page, '.html').join('')).toContain('the performance report');
  expect(dataIn(page, 'widgets/quality-gate.json').join('')).toContain('runsNotPassed');
});

test('what the run showed of its target is a result for each finding, in its category, and a step of the traffic; once, when it is made again', async () => {
  const reports = test.info().outputPath('reports');
  const whole = { state: 'degraded', requests: 400, figures: [] } as const;
  const spikes = {
    kind: 'sudden spikes',
    evidence: ['5 spikes in 40 s.'],
    figures: [],
    likelyCause: 'a timer',
    confidence: 'high',
    nextCommand: 'look',
  } as const;
  const diagnosis = { state: { ...whole, services: [], operations: [] }, patterns: [spikes] };
  const run = runIn(reports, { diagnosis });
  await generateReport(run, reports);
  const page = await generateReport(run, reports);
  const categories = dataIn(page, 'widgets/categories.json').join('');
  expect(categories).toContain('State of the target');
  expect(categories).toContain('Pattern in the figures');
  expect(categories).toContain('Pattern: sudden spikes');
  expect(categories).not.toContain('"name":"Culprit"');
  const results = dataIn(page, '.json').filter((text) => /"name":"traffic of 10 virtual users"/.test(text));
  expect(results.join('').split('What the target showed')).toHaveLength(2);
});
