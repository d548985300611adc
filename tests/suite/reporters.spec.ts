import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { RUN_FILES, RUN_FOLDERS } from '../../src/record/run-files.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { copyTablesWithLoweredRow } from './changed-tables.ts';
import { EditorServer } from './editor-server.ts';
import { test } from './suite-test.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const PLAYWRIGHT = join(PROJECT, 'node_modules/@playwright/test/cli.js');
const LOGIN_BURST = ['--project=baseline', 'auth', '--grep=auth.login'];

test('a run keeps its exit code, its record and its summary, printed once, with other reporters', async ({
  run,
}, testInfo) => {
  const tables = testInfo.outputPath('tables');
  copyTablesWithLoweredRow(tables, 'auth.login');
  const [html, blob] = [testInfo.outputPath('html'), testInfo.outputPath('blob')];
  const baseline = run([...LOGIN_BURST, '--reporter=line,html,blob'], {
    THRESHOLDS_DIR: tables,
    PLAYWRIGHT_HTML_OUTPUT_DIR: html,
    PLAYWRIGHT_HTML_OPEN: 'never',
    PLAYWRIGHT_BLOB_OUTPUT_DIR: blob,
  });

  expect(await baseline.ended, baseline.printed()).toBe(99);

  expect(baseline.record().outcome).toBe('fail');
  expect(baseline.printed().match(/^baseline against .+: FAILED$/gm)).toHaveLength(1);
  const latest = join(baseline.outputFolder, 'latest');
  expect(readdirSync(join(latest, RUN_FOLDERS.allureResults)), 'the Allure report has its data').not.toEqual(
    [],
  );
  expect(existsSync(join(html, 'index.html'))).toBe(true);
  await test.step('merge-reports makes the same report of the blob, and begins no run', () => {
    const args = [PLAYWRIGHT, 'merge-reports', '-c', 'playwright.config.ts', '--reporter=line', blob];
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, OUTPUT_DIR: testInfo.outputPath('merged') };
    const merged = spawnSync(process.execPath, args, { cwd: PROJECT, env, encoding: 'utf8' });
    expect(merged.status, merged.stderr).toBe(0);
    expect(merged.stdout).toContain('1 failed');
    expect(merged.stdout).toContain('[LIMITS_BROKEN]');
    expect(merged.stdout).not.toContain('preflight');
  });
});

test("an editor's test server takes one run after the other, and gets the coded line of one that cannot begin", async ({
  sandbox,
}) => {
  const server = await EditorServer.start({ BASE_URL: sandbox.url });
  try {
    for (const [operation, reporters] of [
      ['gateway.version', undefined],
      ['gateway.live', ['line']],
    ] as const) {
      const status = await server.runTests('baseline', 'tests/api/gateway.spec.ts', operation, reporters);
      const path = join(server.outputFolder, 'latest', RUN_FILES.summary);
      expect(existsSync(path), server.printed()).toBe(true);
      const record = JSON.parse(readFileSync(path, 'utf8')) as RunRecord;
      expect(record.bursts.map(({ operation: burst }) => burst)).toEqual([operation]);
      expect(status).toBe(record.outcome === 'pass' ? 'passed' : 'failed');
    }
    expect(await server.runTests('smoke', 'tests/journeys', 'no such title')).toBe('failed');
    expect(server.printed()).toContain('[BAD_OPTION]');
  } finally {
    await server.discard();
  }
});
