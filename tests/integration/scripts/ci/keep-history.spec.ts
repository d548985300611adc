import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { findEarlierRun, readMeasuredRun } from '../../../../src/compare/find-runs.ts';
import { RUN_FILES } from '../../../../src/record/run-files.ts';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import { fullRecord } from '../../../made/report-record.ts';
import { runCommand } from '../../../made/started-command.ts';

const SCRIPT = resolve(import.meta.dirname, '../../../../scripts/ci/keep-history.ts');

async function history(action: string, kept: string, reports: string): Promise<string> {
  const { code, printed } = await runCommand(process.execPath, [SCRIPT, action, kept, reports], {});
  expect(code, printed).toBe(0);
  return printed;
}

function writeRun(
  reports: string,
  day: number,
  outcome: RunRecord['outcome'],
  different: Partial<RunRecord> = {},
): RunRecord {
  const startedAt = `2026-11-${day}T03:00:00.000Z`;
  const record = fullRecord({
    runId: `2026-11-${day}T03-00-00-load-a1b2`,
    startedAt,
    outcome,
    ...different,
  });
  const folder = join(reports, 'runs', record.runId);
  mkdirSync(join(folder, 'traces'), { recursive: true });
  writeFileSync(join(folder, RUN_FILES.summary), JSON.stringify(record));
  writeFileSync(join(folder, RUN_FILES.slices), '');
  writeFileSync(join(folder, 'traces/visit.zip'), 'large');
  writeFileSync(join(reports, 'allure-history.jsonl'), `line of day ${day}\n`);
  return record;
}

test('a run is compared with the last green one of an earlier workflow, and a red one replaces nothing', async () => {
  const kept = test.info().outputPath('kept');
  const [first, second, third] = ['1', '2', '3'].map((n) => test.info().outputPath(`reports-${n}`));
  if (first === undefined || second === undefined || third === undefined) throw new Error('no folders');

  expect(await history('restore', kept, first)).toContain('nothing was kept yet');
  const green = writeRun(first, 20, 'pass');
  expect(await history('keep', kept, first)).toBe(`kept ${green.runId}\n`);
  expect(existsSync(join(kept, 'runs', green.runId, 'traces'))).toBe(false);

  await history('restore', kept, second);
  const red = writeRun(second, 21, 'fail');
  const earlier = findEarlierRun(second, red, 'last green');
  expect(earlier?.runId).toBe(green.runId);
  if (earlier !== undefined) expect(readMeasuredRun(earlier).record.outcome).toBe('pass');
  expect(await history('keep', kept, second)).toBe(`kept ${green.runId}\n`);

  await history('restore', kept, third);
  expect(readFileSync(join(third, 'allure-history.jsonl'), 'utf8')).toBe('line of day 21\n');
  const later = writeRun(third, 22, 'pass');
  expect(await history('keep', kept, third)).toBe(`kept ${later.runId}\n`);
  expect(readdirSync(join(kept, 'runs'))).toEqual([later.runId]);
});

test('a green run of another load leaves the others their last green run', async () => {
  const kept = test.info().outputPath('kept');
  const reports = test.info().outputPath('reports');
  const scheduled = writeRun(reports, 20, 'pass');
  const byHand = writeRun(reports, 21, 'pass', { vus: scheduled.vus / 2 });
  expect(await history('keep', kept, reports)).toBe(`kept ${byHand.runId}, ${scheduled.runId}\n`);

  const later = test.info().outputPath('later');
  await history('restore', kept, later);
  const next = writeRun(later, 22, 'fail');
  expect(findEarlierRun(later, next, 'last green')?.runId).toBe(scheduled.runId);
});

test('of searches for the capacity the last green one is kept, although two are not compared', async () => {
  const kept = test.info().outputPath('kept');
  const reports = test.info().outputPath('reports');
  const capacity = { kind: 'found', unit: 'users', most: 500, level: 155, windows: [] } as const;
  writeRun(reports, 20, 'pass', { capacity });
  const later = writeRun(reports, 21, 'pass', { capacity });
  expect(await history('keep', kept, reports)).toBe(`kept ${later.runId}\n`);
});

test('anything but the two actions is refused with the usage', async () => {
  const { code, printed } = await runCommand(process.execPath, [SCRIPT, 'forget', 'a', 'b'], {});
  expect(code).toBe(1);
  expect(printed).toBe('Usage: keep-history.ts restore|keep KEPT REPORTS\n');
});
