import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { writeAllRuns } from '../../../src/all-runs/all-runs.ts';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { limitOf } from '../../../src/verdict/verdict.ts';
import { smallRecord } from '../../made/small-record.ts';
import { madeVerdicts } from '../../made/verdict.ts';

/** Writes a run of a day in November 2026 with this p95. */
function writeRun(reports: string, day: number, p95Ms: number, different: Partial<RunRecord> = {}): string {
  const startedAt = `2026-11-${day}T03:00:00.000Z`;
  const runId = `2026-11-${day}T03-00-00-load-1a2b`;
  const record = smallRecord({ scenario: 'load', runId, startedAt, ...different });
  const traffic = record.traffic && { ...record.traffic, latency: { ...record.traffic.latency, p95Ms } };
  const folder = join(reports, 'runs', record.runId);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, RUN_FILES.summary), JSON.stringify({ ...record, traffic }));
  return record.runId;
}

function writeFileOf(reports: string, runId: string, name: string, content: string): void {
  const folder = join(reports, 'runs', runId);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
}

function written(reports: string): string {
  const said: string[] = [];
  writeAllRuns(reports, (line) => said.push(line));
  expect(said).toEqual([]);
  return readFileSync(join(reports, 'index.html'), 'utf8');
}

test('each kind of run has its runs, the newest first, and the trend of its p95', () => {
  const reports = test.info().outputPath('reports');
  for (const day of [20, 21, 22]) writeRun(reports, day, day * 10);
  writeRun(reports, 23, 5, { scenario: 'smoke', runId: '2026-11-23T03-00-00-smoke-1a2b' });
  const page = written(reports);
  expect([...page.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, kind]) => kind)).toEqual([
    expect.stringMatching(/^smoke on /),
    expect.stringMatching(/^load on /),
  ]);
  const times = [...page.matchAll(/<time datetime="([^"]+)"/g)].map(([, time]) => time?.slice(8, 10));
  expect(times).toEqual(['23', '22', '21', '20']);
  expect(page).toContain('p95 of 3 runs, from 200 to 220 ms');
  expect(page.match(/<figure class="trend">/g), 'one run is no trend').toHaveLength(1);
});

test('a run has links to the pages that are there, and the gravest reason', () => {
  const reports = test.info().outputPath('reports');
  const id = writeRun(reports, 20, 700, {
    outcome: 'fail',
    reasons: [{ kind: 'limit', text: 'load p95 700 ms, limit < 500 ms <b>' }],
  });
  writeFileSync(join(reports, 'runs', id, RUN_FILES.htmlReport), '');
  const page = written(reports);
  expect(page).toContain(`<a href="runs/${id}/report.html">report</a>`);
  expect(page).not.toContain('Allure</a>');
  expect(page).toContain('load p95 700 ms, limit &lt; 500 ms &lt;b&gt;');
  expect(page).toContain('1 run: 1 fail.');
});

test('what an invalid run measured is in no trend', () => {
  const reports = test.info().outputPath('reports');
  for (const day of [20, 21, 22]) writeRun(reports, day, 100);
  writeRun(reports, 23, 9_000, { outcome: 'invalid' });
  expect(written(reports)).toContain('p95 of 3 runs, from 100 to 100 ms');
});

test('a p95 that is only a lower bound has the sign of one, and is no point of the trend', () => {
  const reports = test.info().outputPath('reports');
  for (const day of [20, 21, 22]) writeRun(reports, day, 100);
  const limit = limitOf({ kind: 'scenario', scenario: 'load' }, 'p95', 'scenario', 500);
  const judged = { ...limit, kind: 'fail', figure: 612, samples: 12, interval: { lower: 612 } } as const;
  writeRun(reports, 23, 700, { outcome: 'fail', verdicts: madeVerdicts([{ ...judged, isAtLeast: true }]) });
  writeRun(reports, 24, 700, { outcome: 'fail', verdicts: madeVerdicts([{ ...judged, figure: 640 }]) });
  const page = written(reports);
  expect(page).toContain('<td class="n">≥ 612</td>');
  expect(page).toContain('<td class="n">640</td>');
  expect(page).toContain('p95 of 4 runs, from 100 to 640 ms');
  expect(page).toContain('without 1 run of which only a lower bound of the p95 is known');
});

test('a run that left no summary is named, with the command that finishes it', () => {
  const reports = test.info().outputPath('reports');
  writeFileOf(reports, '2026-11-20T03-00-00-load-1a2b', RUN_FILES.plan, '{}');
  const page = written(reports);
  expect(page).toContain('<code>2026-11-20T03-00-00-load-1a2b</code>');
  expect(page).toContain('npm run report -- &lt;run id&gt;');
});

test('a run that was refused before it began is left out, and so are a check of the target and a measured spread', () => {
  const reports = test.info().outputPath('reports');
  writeFileOf(reports, '2026-11-20T03-00-00-load-1a2b', 'log.txt', '');
  writeFileOf(reports, '2026-11-20T04-00-00-check-1a2b', RUN_FILES.plan, '{}');
  writeFileOf(reports, '2026-11-20T05-00-00-spread-1a2b', RUN_FILES.plan, '{}');
  const page = written(reports);
  expect(page).not.toContain('1a2b');
  expect(page).toContain('0 runs.');
});

test('a run whose summary is damaged or of an unknown version says so, and no command that would refuse', () => {
  const reports = test.info().outputPath('reports');
  writeFileOf(reports, '2026-11-20T03-00-00-load-1a2b', RUN_FILES.summary, '{"version": 9');
  writeFileOf(reports, '2026-11-21T03-00-00-load-1a2b', RUN_FILES.summary, '{"version": 9}');
  const page = written(reports);
  expect(page).toContain('With a summary that cannot be read');
  for (const day of [20, 21]) expect(page).toContain(`<code>2026-11-${day}T03-00-00-load-1a2b</code>`);
  expect(page).not.toContain('npm run report');
});

test('an index.html that the suite did not make stays, and that is said', () => {
  const reports = test.info().outputPath('reports');
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'index.html'), 'mine');
  const said: string[] = [];
  writeAllRuns(reports, (line) => said.push(line));
  expect(said).toEqual([expect.stringContaining("is not the suite's")]);
  expect(readFileSync(join(reports, 'index.html'), 'utf8')).toBe('mine');
});

test('a folder that takes no file costs one line', () => {
  const reports = test.info().outputPath('reports');
  writeFileSync(reports, 'a file where a folder should be');
  const said: string[] = [];
  writeAllRuns(reports, (line) => said.push(line));
  expect(said).toEqual([expect.stringContaining('could not be written')]);
  expect(existsSync(join(reports, 'index.html'))).toBe(false);
});
