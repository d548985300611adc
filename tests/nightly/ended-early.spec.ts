import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { elapsedMs } from '../made/elapsed-ms.ts';
import type { SuiteRun } from '../suite/suite-run.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

/** A run that has not measured what it was to measure says so by its exit code and its record, and has cleaned up. */
function expectEndedBy(reason: string, { run, exitCode }: { run: SuiteRun; exitCode: number | null }): void {
  const { outcome, reasons, testData } = run.record();
  expect(reasons, run.printed()).toContainEqual({ kind: 'interrupted', text: reason });
  // A busy machine may break a limit on the way, which weighs more.
  const isBroken = reasons.some(({ kind }) => kind === 'limit');
  expect([exitCode, outcome], run.printed()).toEqual(isBroken ? [99, 'fail'] : [1, 'could not run']);
  expect(testData?.kinds.deal, 'deals').toMatchObject({ left: 0, failed: 0 });
  expect(testData?.kinds.deal?.made).toBeGreaterThan(0);
}

test('a burst sends what its preparation leaves of the budget, and the run ends there', async ({ run }) => {
  const ended = await validRun(() =>
    run(['--project=baseline'], { OPERATIONS: 'deals.create,deals.get,deals.delete', WRITE_BUDGET: '20' }),
  );
  expectEndedBy('its budget of 20 writes is used up (--write-budget)', ended);
  const { bursts, testData } = ended.run.record();
  expect(
    bursts.map(({ operation, outcomes }) => [operation, outcomes]),
    'one write made the customer; the bursts after it are left out',
  ).toEqual([['deals.create', { ok: 19 }]]);
  expect(testData?.kinds.deal?.made).toBe(19);
});

test('a burst that deletes makes no more than half of what the budget has left', async ({ run }) => {
  const ended = await validRun(() =>
    run(['--project=baseline'], { OPERATIONS: 'deals.delete', WRITE_BUDGET: '40' }),
  );
  expectEndedBy('its budget of 40 writes is used up (--write-budget)', ended);
  // A customer and a deal prepare the burst, and 19 deals are made for it.
  const { bursts, testData } = ended.run.record();
  expect(bursts[0]?.outcomes).toEqual({ ok: 19 });
  expect(testData?.kinds.deal?.made).toBe(20);
});

test('the file `stop` in the folder of a run ends it in order', async ({ run }) => {
  const ended = await validRun(
    () => run(['--project=smoke'], { JOURNEYS: 'none', DURATION: '60s' }),
    async (started) => {
      await started.until(() => elapsedMs(started.outputFolder) > 4_000);
      writeFileSync(join(started.outputFolder, 'latest', RUN_FILES.stopWish), '');
    },
  );
  expectEndedBy(`somebody stopped it by the file ${RUN_FILES.stopWish} in its folder`, ended);
  expect(ended.run.record().traffic?.elapsedMs).toBeLessThan(20_000);
});

test('a run that plans more than its budget does not begin, and says in one line what it plans and what it may', async ({
  run,
}) => {
  const smoke = run(['--project=smoke', 'tests/traffic.spec.ts'], { REQUEST_BUDGET: '50' });
  expect(await smoke.ended, smoke.printed()).toBe(1);
  expect(smoke.printed()).toMatch(
    /^\[BUDGET_TOO_SMALL\] checked: .+\. Found: .+\. Right would be: .*--request-budget/m,
  );
  expect(smoke.printed(), 'a stack').not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
});
