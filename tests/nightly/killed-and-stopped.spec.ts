import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { elapsedMs } from '../made/elapsed-ms.ts';
import { processesLike, processesOf } from '../made/processes-of.ts';
import { startCommand } from '../made/started-command.ts';

const SCRIPT = resolve(import.meta.dirname, '../../scripts/run-load-tests.sh');
const STOPPED_AFTER_MS = 12_000;
const STOPPED_FOR_MS = 5_000;
/** Clean-up, the summary and the end of all processes, on a busy machine. */
const ENDS_WITHIN_MS = 30_000;

test.skip(process.platform !== 'linux', 'processes of a run are found by their environment in /proc');

function start(folder: string, ...args: readonly string[]) {
  const { DESK_BROWSER = '' } = process.env;
  return startCommand(SCRIPT, ['smoke', 'development', '--vus', '5', ...args], {
    DESK_BROWSER,
    OUTPUT_DIR: folder,
  });
}

function recordIn(folder: string): RunRecord {
  return JSON.parse(readFileSync(join(folder, 'latest', RUN_FILES.summary), 'utf8')) as RunRecord;
}

test('a target that stands still for 5 s and goes on: the run goes on to its end, and its figures have the wait', {
  annotation: { type: 'row', description: 'B07' },
}, async () => {
  const folder = test.info().outputPath('stopped');
  const run = start(folder, '--duration', '30s', '--', 'tests/traffic.spec.ts');
  await expect.poll(() => elapsedMs(folder), { timeout: 120_000 }).toBeGreaterThan(STOPPED_AFTER_MS);
  const [target = Number.NaN] = processesLike(folder, /sandbox.start\.ts/);
  process.kill(target, 'SIGSTOP');
  await sleep(STOPPED_FOR_MS);
  process.kill(target, 'SIGCONT');

  // Five requests of hundreds waited: too few for the p95, which is what smoke judges. The state of the target says it.
  expect(await run.ended, run.printed()).toBe(0);
  expect(run.printed()).toMatch(/^Target: (degraded|critical) over all requests/m);
  expect(run.printed(), 'the longest wait').toMatch(/ http_req_duration\S* .* max=[45],\d{3}ms /);
  expect(run.printed(), 'a stack').not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  const { traffic, testData } = recordIn(folder);
  expect(traffic?.elapsedMs).toBeGreaterThan(29_000);
  expect(testData?.complete).toBe(true);
  await expect.poll(() => processesOf(folder), { timeout: ENDS_WITHIN_MS }).toEqual([]);
});

/** When a browser starts: one that shows that it works, before there is a run, and those of the journeys. */
for (const [which, hasRun] of [
  ['the browser is tried out', false],
  ['the browsers of the journeys start', true],
] as const)
  test(`Ctrl-C while ${which} ends the run in order: with its code, nothing on the target and no process`, {
    annotation: { type: 'row', description: 'B13' },
  }, async () => {
    const folder = test.info().outputPath('interrupted');
    const run = start(folder, '--duration', '60s');
    const soon = { timeout: 120_000, intervals: [20] };
    const plan = join(folder, 'latest', RUN_FILES.plan);
    if (hasRun) await expect.poll(() => existsSync(plan), soon).toBe(true);
    await expect.poll(() => processesLike(folder, /chrom/i).length, soon).toBeGreaterThan(0);
    run.child.kill('SIGINT');
    const atMs = performance.now();

    expect(await run.ended, run.printed()).toBe(1);
    expect(performance.now() - atMs).toBeLessThan(ENDS_WITHIN_MS);
    expect(run.printed(), 'a stack').not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
    if (hasRun) {
      const { reasons, testData } = recordIn(folder);
      expect(reasons.map(({ kind }) => kind)).toEqual(['interrupted']);
      expect(testData?.complete).toBe(true);
    } else expect(existsSync(plan), 'a run that was begun').toBe(false);
    await expect.poll(() => processesOf(folder), { timeout: ENDS_WITHIN_MS }).toEqual([]);
  });
