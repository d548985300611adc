import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { measuredId } from '../../src/verdict/subject.ts';
import { copyTablesWithLoweredRow } from './lowered-tables.ts';
import { archivesBelow, secretsOnDisk } from './secrets-on-disk.ts';
import { test } from './suite-test.ts';
import { validRun } from './valid-run.ts';

test('a row lowered on purpose turns the run red, and only that row', async ({ run }) => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-studio-tables-'));
  try {
    copyTablesWithLoweredRow(folder, 'auth.login');
    const settings = { DURATION: '20s', THRESHOLDS_DIR: folder };
    const { run: smoke, exitCode } = await validRun(() => run(['--project=smoke'], settings));

    expect(exitCode, smoke.printed()).toBe(99);

    const { outcome, verdicts } = smoke.record();
    expect(outcome).toBe('fail');
    const broken = verdicts.filter(({ kind }) => kind === 'fail');
    expect(new Set(broken.map(({ subject }) => measuredId(subject)))).toEqual(new Set(['auth.login']));
    expect(smoke.printed()).toMatch(
      /auth\.login p95 (at least )?[\d.]+ ms, limit < 5 ms \(baseline\), [\d,]+ samples/,
    );
    expect(smoke.printed()).toContain('npx playwright show-trace');
    expect(archivesBelow(smoke.outputFolder), 'the trace of the failed round is kept').not.toEqual([]);
    expect(secretsOnDisk(smoke.outputFolder, 'LoadTest123!'), 'files with a secret').toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
