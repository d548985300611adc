import { setTimeout as sleep } from 'node:timers/promises';
import { segmentWords } from '../../src/base/segment.ts';
import { SuiteError } from '../../src/base/suite-error.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { byTargetClock } from '../../src/record/segment-record.ts';
import { longestSignInMs } from '../../src/run/planned-accounts.ts';
import type { ScenarioPlan } from '../../src/traffic/plan/scenario-plan.ts';

const POLL_MS = 200;
/** A segment that begins later than this began apart from the others. */
const LATE_MS = 250;

/** How long it is until all segments of the run begin, in milliseconds, negative when that is over; 0 for a whole run. */
export function untilBeginMs({ plan: { segment } }: Pick<RunContext, 'plan'>): number {
  if (segment === undefined) return 0;
  return Date.parse(segment.startAt) - byTargetClock(Date.now(), segment.clock);
}

/** How long it may take at most until the traffic begins, beyond what getting ready always takes, in milliseconds. */
export function longestBeforeMs(
  { plan, settings }: Pick<RunContext, 'plan' | 'settings'>,
  scenario: ScenarioPlan,
): number {
  return Math.max(untilBeginMs({ plan }), longestSignInMs(scenario, settings.accounts, plan.rateLimits));
}

/**
 * Waits for the moment at which all segments of the run begin; a whole run begins at once.
 *
 * @throws SuiteError (SEGMENT_LATE) when that moment is over
 */
export async function beginTogether(run: RunContext): Promise<void> {
  const { clock, end } = run;
  const { segment } = run.plan;
  if (segment === undefined) return;
  const lateMs = -untilBeginMs(run);
  if (lateMs > LATE_MS)
    throw new SuiteError('SEGMENT_LATE', {
      checked: `when ${segmentWords(segment)} was ready for its traffic (START_AT ${segment.startAt})`,
      found: `${(lateMs / 1000).toFixed(1)} s after the others had begun`,
      right:
        'all segments once more, with a START_AT that leaves the slowest of them time to sign in its users',
    });
  const isOver = () => end.signal.aborted || clock.stopReason() !== undefined;
  for (let leftMs = -lateMs; leftMs > 0 && !isOver(); leftMs = untilBeginMs(run))
    await sleep(Math.min(POLL_MS, leftMs));
}
