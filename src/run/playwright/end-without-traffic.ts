import type { Suite, TestCase, TestResult } from '@playwright/test/reporter';
import { attempt } from '../../base/attempt.ts';
import { RunClock } from '../../record/run-clock.ts';
import type { RunFolder } from '../../record/run-folder.ts';
import type { RunPlan } from '../../record/run-plan.ts';
import { laneOf } from './selected-run.ts';

/** A run that is on. */
interface RunOn {
  readonly folder: RunFolder;
  readonly plan: Pick<RunPlan, 'plan'>;
}

/**
 * Ends the other lanes when the traffic has failed before its time: they wait for a moment on its clock that never comes, or would
 * go on to measure as if its users were there.
 */
export function endWithoutTraffic(
  test: Pick<TestCase, 'parent'>,
  { status }: Pick<TestResult, 'status'>,
  { folder, plan }: RunOn,
): void {
  if ((status !== 'failed' && status !== 'timedOut') || !isTraffic(test.parent)) return;
  const clock = new RunClock(folder);
  const elapsedMs = clock.elapsedMs();
  // A limit that is broken at the end of the traffic is a failure, too.
  if (elapsedMs !== undefined && elapsedMs >= (plan.plan?.durationMs ?? 0)) return;
  attempt(() => clock.stop('the traffic failed', 'suite'));
}

function isTraffic(suite: Suite | undefined): boolean {
  if (suite === undefined) return false;
  return suite.type === 'file' ? laneOf(suite) === 'traffic' : isTraffic(suite.parent);
}
