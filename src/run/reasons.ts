import { listed } from '../base/format.ts';
import type { RunClock } from '../record/run-clock.ts';
import type { RunPlan } from '../record/run-plan.ts';
import type { Reason, RunOutcome } from '../record/run-record.ts';
import { withQuota } from '../report/words/own-delay.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { verdictMessage } from '../verdict/verdict-message.ts';
import type { JudgedTraffic } from './judge-slices.ts';
import type { RunEnd } from './run-end.ts';

/**
 * Why the run ended before its time: stopped for what the target did, or interrupted by a person, who may have set a budget. What
 * the suite could not do is among the errors of the tests, or makes the measurement invalid.
 */
export function endedEarly(clock: RunClock, { interrupted, testErrors }: RunEnd) {
  const by = clock.stoppedBy();
  if (by === 'suite') return { stopped: undefined, interrupted, testErrors };
  const reason = clock.stopReason();
  if (by !== 'person') return { stopped: reason, interrupted, testErrors };
  return {
    stopped: undefined,
    interrupted: interrupted === false ? (reason ?? true) : interrupted,
    testErrors,
  };
}

export function reasonsOf(
  verdicts: readonly Verdict[],
  { stopped, interrupted, testErrors }: ReturnType<typeof endedEarly>,
  found: {
    readonly invalid: string | undefined;
    /** Why the run is not green though nothing else is wrong; undefined when it is. */
    readonly unmeasured: Reason | undefined;
    /** Whether load was lost, and why. */
    readonly lost?: Pick<JudgedTraffic, 'lostLoad' | 'isLostToOwnDelay'>;
    /** What was gone when the traffic ended. */
    readonly gone?: readonly Reason[];
    /** How long a CPU quota stopped the measurer; undefined where that was little. */
    readonly throttledMs?: number | undefined;
  },
): Reason[] {
  const {
    invalid,
    unmeasured,
    lost: { lostLoad, isLostToOwnDelay = false } = {},
    gone = [],
    throttledMs,
  } = found;
  const broken = verdicts.filter(({ failsTheRun }) => failsTheRun);
  const hidden = verdicts.filter(({ isHidden = false }) => isHidden);
  const reasons: Reason[] = [
    ...(invalid === undefined ? [] : [{ kind: 'invalid', text: invalid } as const]),
    ...(stopped === undefined ? [] : [{ kind: 'stopped', text: stopped } as const]),
    // Figures of an invalid measurement judge nothing.
    ...(invalid === undefined ? broken : []).map(
      (verdict) => ({ kind: 'limit', text: verdictMessage(verdict) }) as const,
    ),
    // A run that was stopped says so of what was gone.
    ...(stopped === undefined ? gone : []),
    ...doubts(
      [
        ...(lostLoad === undefined ? [] : [{ text: lostLoad, isOurs: isLostToOwnDelay }]),
        ...hiddenTexts(hidden),
      ],
      throttledMs,
    ),
    ...(interrupted === false ? [] : [{ kind: 'interrupted', text: interruptedBy(interrupted) } as const]),
    ...testErrors.map((text) => ({ kind: 'test error', text }) as const),
  ];
  return reasons.length === 0 && unmeasured !== undefined ? [unmeasured] : reasons;
}

/** What kept something from being decided. */
interface Doubt {
  readonly text: string;
  /** Whether it is the measurer's own delay. */
  readonly isOurs: boolean;
}

/** The first doubt that is the measurer's doing names the CPU quota that stopped it. */
function doubts(found: readonly Doubt[], throttledMs: number | undefined): Reason[] {
  const named = throttledMs === undefined ? undefined : found.find(({ isOurs }) => isOurs);
  return found.map((doubt): Reason => {
    if (doubt !== named || throttledMs === undefined) return { kind: 'undecided', text: doubt.text };
    return { kind: 'undecided', text: withQuota(doubt.text, throttledMs), throttledMs };
  });
}

/** One doubt for all limits of a burst or an operation that the same reason left open: a late burst leaves all of its limits open. */
function hiddenTexts(hidden: readonly Verdict[]): Doubt[] {
  const ofOne = (verdict: Verdict) =>
    JSON.stringify([verdict.owner, verdict.subject, verdict.kind === 'inconclusive' && verdict.reason]);
  return [...Map.groupBy(hidden, ofOne).values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const also = listed(others.map((verdict) => `${verdict.statistic} (${verdict.column})`));
    const text = `${verdictMessage(first)}${also === '' ? '' : `; likewise its ${also}`}`;
    return [{ text, isOurs: first.kind === 'inconclusive' && first.because !== 'crowded' }];
  });
}

function interruptedBy(interrupted: true | string): string {
  return interrupted === true ? 'the run was interrupted' : interrupted;
}

/**
 * A measurement that cannot be trusted judges nothing, so it comes first. A limit that is broken in spite of the measurer's
 * delay, or under less load than planned, is broken: that weighs more than a limit that could not be decided, and both
 * weigh more than a test that could not run.
 */
export function outcomeOf(
  reasons: readonly Pick<Reason, 'kind'>[],
  { segment }: Pick<RunPlan, 'segment'> = {},
): RunOutcome {
  const kinds = new Set(reasons.map(({ kind }) => kind));
  if (kinds.has('invalid')) return 'invalid';
  if (kinds.has('stopped') || kinds.has('outage') || kinds.has('limit')) return 'fail';
  if (kinds.has('undecided')) return 'invalid';
  if (kinds.size === 0) return segment === undefined ? 'pass' : 'segment';
  return kinds.has('nothing decided') ? 'nothing decided' : 'could not run';
}
