import type { BlockingScript } from '../measure/page/blocking-scripts.ts';
import type { StepParts } from '../measure/page/step-parts.ts';
import { judgeStep, leastTimes } from './judge-step.ts';
import { MEDIAN_NEEDS } from './median-interval.ts';
import { explained } from './slow-step-sentence.ts';
import type { JourneyStepRow } from './thresholds/thresholds.ts';
import { type Judgement, limitOf } from './verdict.ts';

/** The visits of a round, step by step. */
export interface VisitedRound {
  /** Virtual users that it met. */
  readonly vus: number;
  readonly steps: readonly {
    readonly step: string;
    /** Of the warm visits. */
    readonly visitsMs: readonly number[];
    /** The same visits, each less what the measurer itself may have added; left out where none was watched. */
    readonly leastVisitsMs?: readonly number[];
    readonly parts?: StepParts;
    readonly blockedBy?: readonly BlockingScript[];
    readonly traceId?: string;
  }[];
}

/** A round to judge. */
export interface RoundToJudge extends VisitedRound {
  readonly journey: string;
  /** The limits of its steps. A step without one is not judged. */
  readonly rows: readonly JourneyStepRow[];
  /** The rounds of the journey before this one, the earliest first. */
  readonly earlier: readonly VisitedRound[];
  /** Name of the target's environment: what a step takes without traffic is compared within one only. */
  readonly environment: string;
  /** TRACE_URL, where it is set. */
  readonly traceUrl?: string | undefined;
}

/**
 * Judges the warm visits of each step by its limit. A round too short for six of them borrows the missing ones from the
 * rounds directly before it that met as many users: in a scenario of one minute no round has the time for six. A round
 * with enough visits stands for itself, so that a quick beginning does not hide a slow end.
 */
export function judgeSteps({
  journey,
  rows,
  vus,
  steps,
  earlier,
  environment,
  traceUrl,
}: RoundToJudge): Judgement[] {
  const lastOther = earlier.findLastIndex((round) => round.vus !== vus);
  const lenders = earlier.slice(lastOther + 1);
  return rows.map(({ step, medianMs, unloaded }) => {
    const own = visitsOf(steps, step);
    const missing = Math.max(0, MEDIAN_NEEDS - own.length);
    const lent = missing === 0 ? [] : lenders.flatMap((round) => visitsOf(round.steps, step)).slice(-missing);
    const visits = [...lent, ...own];
    const limit = limitOf({ kind: 'step', journey, step }, 'median', 'journey', medianMs);
    const judgement = judgeStep(
      visits.map(({ ms }) => ms),
      limit,
      leastTimes(visits),
    );
    const unloadedMs = unloaded?.environment === environment ? unloaded.medianMs : undefined;
    const { parts, blockedBy, traceId } = steps.find((each) => each.step === step) ?? {};
    return explained(judgement, { step, parts, blockedBy, traceId, traceUrl, vus, unloadedMs });
  });
}

function visitsOf(steps: VisitedRound['steps'], step: string) {
  const { visitsMs = [], leastVisitsMs } = steps.find((each) => each.step === step) ?? {};
  return visitsMs.map((ms, index) => ({ ms, leastMs: leastVisitsMs?.[index] }));
}
