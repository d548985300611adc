import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { readSlices } from '../../src/measure/slice-file.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { elapsedMs } from '../made/elapsed-ms.ts';
import { processesOf } from '../made/processes-of.ts';
import { runCommand, startCommand } from '../made/started-command.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const SCRIPT = join(PROJECT, 'scripts/run-load-tests.sh');
/** The first slice is closed after ten seconds. */
const KILLED_AFTER_MS = 12_000;
/** An orphan of an orderly end removes its data and writes its outputs before it goes. */
const GONE_WITHIN_MS = 30_000;

test.skip(process.platform !== 'linux', 'processes of a run are found by their environment in /proc');

/** Starts a smoke as a user does, on the embedded sandbox, and waits until it has a slice on disk. */
async function startSmoke() {
  const folder = test.info().outputPath('killed-run');
  const { DESK_BROWSER = '' } = process.env;
  const args = ['smoke', 'development', '--duration', '60s', '--vus', '5'];
  const { child, ended, printed } = startCommand(SCRIPT, args, { DESK_BROWSER, OUTPUT_DIR: folder });
  const latest = (name: string) => join(folder, 'latest', name);
  await expect.poll(() => elapsedMs(folder), { timeout: 120_000 }).toBeGreaterThan(KILLED_AFTER_MS);
  return { folder, command: child, ended, latest, printed };
}

/** The main process: the child of the command. */
function childOf({ pid }: ChildProcess): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  expect(children).toHaveLength(1);
  return children[0] ?? Number.NaN;
}

/** The report command that was printed, from a shell that knows nothing of the run. */
function report(printed: string) {
  const [, words = ''] = /npm run report -- (.+?) writes the summary/.exec(printed) ?? [];
  return runCommand(process.execPath, [join(PROJECT, 'scripts/report.ts'), ...words.split(' ')], {});
}

test('kill -9 of the main process: everything ends, the command says so, and npm run report finishes the run', {
  annotation: { type: 'row' },
}, async () => {
  const { folder, command, ended, latest, printed } = await startSmoke();
  process.kill(childOf(command), 'SIGKILL');
  await expect.poll(() => processesOf(folder), { timeout: GONE_WITHIN_MS }).toEqual([]);
  expect(await ended).toBe(1);
  const [runId = ''] = readdirSync(join(folder, 'runs'));
  expect(printed()).toContain(
    `[RUN_CUT_SHORT] checked: the main process of the run. Found: a signal killed it (SIGKILL) before it had written the summary; what was measured is in ${join(folder, 'runs', runId)}. ` +
      `Right would be: npm run report -- ${runId} --output-dir ${folder} writes the summary and the report from there`,
  );
  expect(existsSync(latest(RUN_FILES.summary))).toBe(false);
  const onDisk = readSlices(latest(RUN_FILES.slices));
  expect(onDisk.length).toBeGreaterThan(0);

  const finished = await report(printed());
  expect(finished.code, finished.printed).toBe(1);
  expect(finished.printed).toContain('Report: file://');
  const { outcome, reasons, traffic } = JSON.parse(
    readFileSync(latest(RUN_FILES.summary), 'utf8'),
  ) as RunRecord;
  expect(outcome).toBe('could not run');
  expect(reasons.map(({ kind, text }) => [kind, text.slice(0, 21)])).toEqual([
    ['interrupted', 'the run was cut short'],
  ]);
  expect(traffic?.slices).toHaveLength(onDisk.length);
  expect(traffic?.ok).toBeGreaterThan(20);
  for (const file of [RUN_FILES.summaryText, RUN_FILES.htmlReport, RUN_FILES.junit])
    expect(existsSync(latest(file)), file).toBe(true);
  expect((await report(printed())).code, 'a finished run is reported like any other').toBe(0);
});

test('kill -9 of the command: the run ends in order, removes its data, and leaves no process', {
  annotation: { type: 'row' },
}, async () => {
  const { folder, command, latest } = await startSmoke();
  const wasMs = elapsedMs(folder);
  command.kill('SIGKILL');
  await expect.poll(() => processesOf(folder), { timeout: GONE_WITHIN_MS }).toEqual([]);
  const { reasons, traffic, testData } = JSON.parse(
    readFileSync(latest(RUN_FILES.summary), 'utf8'),
  ) as RunRecord;
  expect(reasons.map(({ kind }) => kind)).toEqual(['interrupted']);
  expect((traffic?.elapsedMs ?? 0) - wasMs, 'load that nobody waited for').toBeLessThan(10_000);
  expect(testData?.complete).toBe(true);
});
