import { expect } from '@playwright/test';
import { countedRows } from '../made/counted-rows.ts';
import { elapsedMs } from '../made/elapsed-ms.ts';
import { copyRoomyTables } from '../suite/changed-tables.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

/** Users finish their request, the run removes its data and writes the summary: a few seconds, more on a slow and busy machine. */
const ENDS_WITHIN_MS = 60_000;
/** The same for the traffic alone, by its own clock: its users finish a request. A time-out of an answer is 35 s. */
const TRAFFIC_ENDS_WITHIN_MS = 20_000;
/** Far longer than that, so that a run that goes on to its time is told from one that ended. */
const DURATION = '180s';

test('Ctrl-C ends a run in order: the summary has what was measured, and the test data is removed', async ({
  run,
  sandbox,
}, testInfo) => {
  // A limit that is broken until then would come first.
  const tables = testInfo.outputPath('tables');
  copyRoomyTables(tables);
  const before = await countedRows(sandbox.databaseUrl);
  let [interruptedMs, interruptedAtMs] = [Number.NaN, Number.NaN];
  const { run: smoke, exitCode } = await validRun(
    () => run(['--project=smoke'], { DURATION, THRESHOLDS_DIR: tables }),
    async (started) => {
      await started.until(() => elapsedMs(started.outputFolder) > 7_000);
      interruptedAtMs = elapsedMs(started.outputFolder);
      started.signal('SIGINT');
      interruptedMs = performance.now();
    },
  );

  expect(exitCode, smoke.printed()).toBe(1);

  expect(performance.now() - interruptedMs).toBeLessThan(ENDS_WITHIN_MS);
  const { outcome, reasons, traffic, testData } = smoke.record();
  expect(outcome).toBe('could not run');
  expect(reasons.map(({ kind }) => kind)).toEqual(['interrupted']);
  expect(traffic?.elapsedMs, 'the slice that was open is not lost').toBeGreaterThan(7_000);
  expect((traffic?.elapsedMs ?? Number.NaN) - interruptedAtMs).toBeLessThan(TRAFFIC_ENDS_WITHIN_MS);
  expect(traffic?.ok).toBeGreaterThan(20);
  for (const kind of ['deal', 'customer', 'vehicle'] as const) {
    const counts = testData?.kinds[kind];
    expect(counts, `${kind}s`).toMatchObject({ closed: 0, archived: 0, left: 0, failed: 0 });
    expect((counts?.removed ?? 0) + (counts?.gone ?? 0), `${kind}s removed, or deleted by the traffic`).toBe(
      counts?.made,
    );
  }
  expect(await countedRows(sandbox.databaseUrl), 'counted on the target').toEqual(before);
});
