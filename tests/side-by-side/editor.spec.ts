import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { copyTablesWithLoweredRow } from '../suite/changed-tables.ts';
import { EditorServer } from '../suite/editor-server.ts';
import { test } from '../suite/suite-test.ts';

/** A password takes half a second to hash on a busy machine, and fewer than five sign-ins break no limit. */
const BURST_DURATION = '10s';

test("an editor's test server takes one run after the other, and gets the coded line of one that cannot begin", async ({
  sandbox,
}, testInfo) => {
  const tables = testInfo.outputPath('tables');
  copyTablesWithLoweredRow(tables, 'auth.login');
  const server = await EditorServer.start({
    BASE_URL: sandbox.url,
    THRESHOLDS_DIR: tables,
    BURST_DURATION,
  });
  try {
    for (const [operation, outcomes, reporters] of [
      ['auth.login', ['fail'], undefined],
      ['gateway.live', ['pass', 'fail', 'invalid'], ['line']],
    ] as const) {
      const spec = `tests/api/${operation.split('.')[0]}.spec.ts`;
      const status = await server.runTests('baseline', spec, operation, reporters);
      const path = join(server.outputFolder, 'latest', RUN_FILES.summary);
      expect(existsSync(path), server.printed()).toBe(true);
      const record = JSON.parse(readFileSync(path, 'utf8')) as RunRecord;
      expect(record.bursts.map(({ operation: burst }) => burst)).toEqual([operation]);
      expect(outcomes, server.printed()).toContain(record.outcome);
      expect(status).toBe(record.outcome === 'pass' ? 'passed' : 'failed');
    }
    expect(await server.runTests('smoke', 'tests/journeys', 'no such title')).toBe('failed');
    expect(server.printed()).toContain('[BAD_OPTION]');
  } finally {
    await server.discard();
  }
});
