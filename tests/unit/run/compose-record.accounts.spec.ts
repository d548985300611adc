import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import type { RunPlan } from '../../../src/record/run-plan.ts';
import { htmlReport } from '../../../src/report/html/page.ts';
import { summaryText } from '../../../src/report/text/summary.ts';
import { composeRecord } from '../../../src/run/compose-record.ts';
import { runView } from '../../../src/view/run-view.ts';
import { decodedSlices } from '../../made/small-run.ts';

/** The record of a smoke whose traffic lane wrote this on the sign-in of its users. */
function recordWith(signIn: object | undefined) {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  if (signIn !== undefined) folder.write(RUN_FILES.signIn, signIn);
  const plan = {
    runId: 'it',
    scenario: 'smoke',
    environment: 'development',
    baseUrl: 'http://localhost:1',
    sandbox: false,
    startedAt: '2026-11-24T00:00:00.000Z',
    findings: [],
    settings: {},
    offers: {},
    sockets: {},
    lanes: ['traffic'],
  } as unknown as RunPlan;
  const end = { testErrors: [], ownFaults: [], interrupted: false, testData: undefined, slaCounts: false };
  return composeRecord({ folder, plan, slices: decodedSlices, thresholds: loadTables() }, end);
}

test('a run says how many accounts of its users were there, and how many it made', () => {
  const record = recordWith({ done: 1_001, of: 1_001, made: 61, sinceMs: 90_000 });
  expect(record.accounts).toEqual({ reused: 940, made: 61 });
  const view = runView(record, []);
  const line = 'Accounts of users: 940 reused, 61 made';
  expect(summaryText(view)).toContain(`${line}\nTest data: `);
  expect(htmlReport(view)).toContain(`${line}.`);
});

test('a run without traffic, or of an older version, counts no accounts', () => {
  expect(recordWith(undefined)).not.toHaveProperty('accounts');
  expect(recordWith({ done: 11, of: 11 })).not.toHaveProperty('accounts');
});
