import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { roundFile } from '../../src/record/run-files.ts';
import { elapsedMs } from '../made/elapsed-ms.ts';
import { copyTablesWithRoundsAt } from '../suite/changed-tables.ts';
import { type OwnSandbox, startOwnSandbox } from '../suite/own-sandbox.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

/** The four seconds after which a target counts as gone, and the time that ending a run takes on a slow and busy machine. */
const ENDS_WITHIN_MS = 60_000;
/** The same for the traffic alone, by its own clock: hardly any work, so it is the same on a slow machine. A time-out of an answer is 35 s. */
const TRAFFIC_ENDS_WITHIN_MS = 20_000;
/** Far longer than that, so that a run that goes on to its time is told from one that ended. */
const DURATION = '180s';
/** Of the minute that a smoke takes by itself. The sooner a round is measured, the sooner the target may die. */
const ROUNDS_AT_SECONDS = 1;

test('a target that dies ends the run, red, with everything measured until then', async ({
  run,
}, testInfo) => {
  const tables = testInfo.outputPath('tables');
  copyTablesWithRoundsAt(tables, 'smoke', ROUNDS_AT_SECONDS);
  let sandbox: OwnSandbox | undefined;
  let [killedMs, killedAtMs] = [Number.NaN, Number.NaN];
  try {
    const { run: smoke, exitCode } = await validRun(
      async () => {
        sandbox = await startOwnSandbox();
        const settings = { DURATION, JOURNEYS: 'login', THRESHOLDS_DIR: tables };
        return run(['--project=smoke'], { ...settings, BASE_URL: sandbox.url });
      },
      async (started) => {
        const firstRound = join(started.outputFolder, 'latest', roundFile('login', 1));
        await started.until(() => existsSync(firstRound));
        killedAtMs = elapsedMs(started.outputFolder);
        sandbox?.process.kill('SIGKILL');
        killedMs = performance.now();
      },
    );

    expect(exitCode, smoke.printed()).toBe(99);
    expect(smoke.printed()).toContain('[TARGET_GONE]');
    expect(smoke.printed(), 'a stack').not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);

    expect(performance.now() - killedMs).toBeLessThan(ENDS_WITHIN_MS);
    const { outcome, reasons, traffic, rounds } = smoke.record();
    expect(outcome).toBe('fail');
    expect(reasons[0]).toEqual({ kind: 'stopped', text: expect.stringContaining('the target is gone') });
    expect((traffic?.elapsedMs ?? Number.NaN) - killedAtMs).toBeLessThan(TRAFFIC_ENDS_WITHIN_MS);
    expect(traffic?.ok).toBeGreaterThan(50);
    const outage = traffic?.outages?.at(-1);
    expect(outage?.lost).toBeGreaterThanOrEqual(5);
    expect(outage, 'the whole target, to the end').not.toHaveProperty('service');
    expect(outage).not.toHaveProperty('toMs');
    expect(smoke.printed()).toMatch(/the whole target: gone from second \d+ to the end .*connection refused/);
    expect(rounds.map(({ journey }) => journey)).toContain('login');
  } finally {
    await sandbox?.stop();
  }
});
