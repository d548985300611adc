import { mkdirSync } from 'node:fs';
import { test } from '@playwright/test';
import type { DecodedSlice } from '../../src/measure/decoded-slice.ts';
import { loadTables } from '../../src/record/load-tables.ts';
import { RunFolder } from '../../src/record/run-folder.ts';
import type { RunPlan } from '../../src/record/run-plan.ts';
import { composeRecord } from '../../src/run/compose-record.ts';
import type { RunEnd } from '../../src/run/run-end.ts';
import { decodedSlices } from './small-run.ts';

/** The plan of a smoke without browsers. */
export const SMALL_PLAN = {
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

const quiet = { testErrors: [], ownFaults: [], interrupted: false } as const;
const noTrouble: RunEnd = { ...quiet, testData: undefined, slaCounts: false };

/** The record of a run whose lanes wrote these files. */
export function recordOf(
  files: Readonly<Record<string, unknown>>,
  end: Partial<RunEnd> = {},
  slices: readonly DecodedSlice[] = decodedSlices,
  different: Partial<RunPlan> = {},
) {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  for (const [name, content] of Object.entries(files)) folder.write(name, content);
  const measured = { folder, plan: { ...SMALL_PLAN, ...different }, slices, thresholds: loadTables() };
  return composeRecord(measured, { ...noTrouble, ...end });
}
