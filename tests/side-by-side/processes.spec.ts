import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { sum } from '../../src/base/statistics/averages.ts';
import type { DecodedSlice } from '../../src/measure/decoded-slice.ts';
import { readSlices } from '../../src/measure/slice-file.ts';
import { RUN_FILES, RUN_FOLDERS, shareSlices } from '../../src/record/run-files.ts';
import { countedRows } from '../made/counted-rows.ts';
import { elapsedMs } from '../made/elapsed-ms.ts';
import { processesLike } from '../made/processes-of.ts';
import { copyRoomyTables } from '../suite/changed-tables.ts';
import type { SuiteRun } from '../suite/suite-run.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

/** Two processes share the users of a smoke without browsers. */
const SHARED = { SEGMENTS: '2', JOURNEYS: 'none' };

function inRun({ outputFolder }: SuiteRun, name: string): string {
  return join(outputFolder, 'latest', name);
}

/** Requests that a process had answered well, by what it has written so far. */
function okIn(run: SuiteRun, process: number): number {
  const slices = readSlices(inRun(run, shareSlices(process)));
  const operations = slices.flatMap((slice) => Object.values(slice.operations));
  return sum(operations.map(({ successes }) => successes?.count ?? 0));
}

/** Whether each process has measured enough. */
function haveMeasured(okOfEach: readonly number[]): boolean {
  return okOfEach.every((ok) => ok > 10);
}

const MOST_TRIES = 3;
const APART = /began [\d.]+ s after the others/;

/** Whether a run has ended because this machine was too busy to let its processes begin at the same time. */
function beganApart(run: SuiteRun): boolean {
  return (
    existsSync(inRun(run, RUN_FILES.summary)) && run.record().reasons.some(({ text }) => APART.test(text))
  );
}

/**
 * Starts a run, and another one where the processes of the first began apart. Resolves when both of them have measured for a while; throws
 * when they began apart in the last run too.
 */
async function runUnderWay(start: () => SuiteRun): Promise<SuiteRun> {
  for (let tries = 1; ; tries += 1) {
    const run = start();
    const isUnderWay = () =>
      elapsedMs(run.outputFolder) > 7_000 && haveMeasured([okIn(run, 1), okIn(run, 2)]);
    await run.until(() => isUnderWay() || beganApart(run));
    if (!beganApart(run)) return run;
    await run.ended;
    if (tries === MOST_TRIES)
      throw new Error(
        `the processes of ${MOST_TRIES} runs began apart; the last one printed:\n${run.printed()}`,
      );
  }
}

test('processes that share the users make one run, with the figures of all of them, and remove what all made', async ({
  run,
  sandbox,
}, testInfo) => {
  // How fast the target was next to another run is not what this is about.
  const tables = testInfo.outputPath('tables');
  copyRoomyTables(tables);
  const before = await countedRows(sandbox.databaseUrl);
  let ofSecond: readonly DecodedSlice[] = [];
  let okOfBoth = [0, 0];
  const { run: smoke, exitCode } = await validRun(
    () => run(['--project=smoke'], { ...SHARED, DURATION: '20s', THRESHOLDS_DIR: tables }),
    async (started) => {
      await started.until(() => {
        ofSecond = readSlices(inRun(started, shareSlices(2)));
        okOfBoth = [okIn(started, 1), okIn(started, 2)];
        return (ofSecond.length >= 5 && haveMeasured(okOfBoth)) || beganApart(started);
      });
    },
  );
  expect(exitCode, smoke.printed()).toBe(0);
  expect(smoke.printed()).toContain('2 processes of this machine share the virtual users (SEGMENTS)');
  const { vus, traffic, testData } = smoke.record();
  expect(vus).toBe(10);
  expect(Math.max(...(traffic?.slices ?? []).map((slice) => slice.vus))).toBe(10);
  expect(Math.max(...ofSecond.map((slice) => slice.vus)), 'half of the users').toBe(5);
  for (const ok of okOfBoth) expect(ok, 'each of them measured').toBeGreaterThan(10);
  expect(traffic?.ok, 'the whole has what both had').toBeGreaterThanOrEqual(sum(okOfBoth));
  expect(existsSync(inRun(smoke, RUN_FOLDERS.shares))).toBe(false);
  expect(testData).toMatchObject({ complete: true });
  expect(await countedRows(sandbox.databaseUrl), 'counted on the target').toEqual(before);
});

test('when one of them is killed, the run is invalid and says so, and has what was measured until then', async ({
  run,
}) => {
  test.skip(process.platform !== 'linux', 'processes of a run are found by their environment in /proc');
  const smoke = await runUnderWay(() => run(['--project=smoke'], { ...SHARED, DURATION: '60s' }));
  const second = processesLike(smoke.outputFolder, /traffic-process\.ts 2\/2/);
  expect(second).toHaveLength(1);
  const generators = [...second, ...processesLike(smoke.outputFolder, /workerProcessEntry/)];
  expect(generators.length).toBeGreaterThanOrEqual(2);
  for (const pid of generators)
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8'), 'short collections').toMatch(
      /\0NODE_OPTIONS=[^\0]*--max-semi-space-size=8\0/,
    );
  const okOfBoth = [okIn(smoke, 1), okIn(smoke, 2)];
  for (const ok of okOfBoth) expect(ok, 'each of them measured').toBeGreaterThan(10);
  process.kill(second[0] ?? Number.NaN, 'SIGKILL');
  expect(await smoke.ended, smoke.printed()).toBe(3);
  const { outcome, reasons, traffic } = smoke.record();
  expect(outcome).toBe('invalid');
  expect(reasons[0]?.text).toContain(
    'the load was not the planned one: process 2 of the 2 processes that share the virtual users ended (SIGKILL)',
  );
  expect(traffic?.elapsedMs).toBeGreaterThan(6_000);
  expect(traffic?.ok, 'what both had').toBeGreaterThanOrEqual(sum(okOfBoth));
  expect(readSlices(inRun(smoke, RUN_FILES.slices)).length).toBeGreaterThan(0);
  expect(processesLike(smoke.outputFolder, /traffic-process\.ts/)).toEqual([]);
});
