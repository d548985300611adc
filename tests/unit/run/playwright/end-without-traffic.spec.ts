import { expect, test } from '@playwright/test';
import type { Suite, TestResult } from '@playwright/test/reporter';
import { RunClock } from '../../../../src/record/run-clock.ts';
import { RunFolder } from '../../../../src/record/run-folder.ts';
import type { RunPlan } from '../../../../src/record/run-plan.ts';
import { endWithoutTraffic } from '../../../../src/run/playwright/end-without-traffic.ts';

const TRAFFIC_MS = 60_000;

let runs = 0;

/** Why the lanes of a run end when a test of this file ends, so long after the traffic began; undefined for one that never did. */
function stopAfter(
  file: string,
  status: TestResult['status'],
  elapsedMs?: number,
): { why: string | undefined; by: string | undefined } {
  runs += 1;
  const folder = new RunFolder(test.info().outputPath(`run-${runs}`));
  if (elapsedMs !== undefined) new RunClock(folder).start(Date.now() - elapsedMs);
  const ofFile = { type: 'file', title: `${file}.spec.ts` } as Suite;
  const parent = { type: 'describe', title: 'load', parent: ofFile } as Suite;
  const plan = { plan: { durationMs: TRAFFIC_MS } } as Pick<RunPlan, 'plan'>;
  endWithoutTraffic({ parent }, { status }, { folder, plan });
  const clock = new RunClock(folder);
  return { why: clock.stopReason(), by: clock.stoppedBy() };
}

test('a traffic that fails before or while its users are there ends the other lanes, as a fault of the suite', () => {
  const ended = { why: 'the traffic failed', by: 'suite' };
  expect(stopAfter('traffic', 'failed')).toEqual(ended);
  expect(stopAfter('traffic', 'timedOut', TRAFFIC_MS / 2)).toEqual(ended);
});

test('one that fails by its limits, at its end, ends nothing; nor does another lane, or a traffic that passed or was interrupted', () => {
  const goesOn = { why: undefined, by: undefined };
  expect(stopAfter('traffic', 'failed', TRAFFIC_MS + 1_000)).toEqual(goesOn);
  expect(stopAfter('login', 'failed')).toEqual(goesOn);
  expect(stopAfter('traffic', 'passed', TRAFFIC_MS / 2)).toEqual(goesOn);
  expect(stopAfter('traffic', 'interrupted', TRAFFIC_MS / 2)).toEqual(goesOn);
});
