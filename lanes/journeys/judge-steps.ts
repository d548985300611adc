import type { RoundRecord, StepRecord } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { roundFile } from '../../src/record/run-files.ts';
import type { RunPlan } from '../../src/record/run-plan.ts';
import { judgeStep } from '../../src/verdict/judge-step.ts';
import { MEDIAN_NEEDS } from '../../src/verdict/median-interval.ts';
import { explained } from '../../src/verdict/slow-step-sentence.ts';
import type { Judgement } from '../../src/verdict/verdict.ts';

/** Of its run: the limits, the rounds before, and the environment that what is known of a step has to be about. */
export type JudgedRun = Pick<RunContext, 'thresholds' | 'folder'> & {
  readonly plan: Pick<RunPlan, 'environment'>;
};

/** A round whose visits are to be judged. */
export interface RoundToJudge {
  readonly journey: string;
  /** From 1. */
  readonly number: number;
  /** Virtual users that it met. */
  readonly vus: number;
  readonly steps: readonly StepRecord[];
}

/**
 * Holds the warm visits of each step of a round against its limit; a step without a row has none. A round too short for
 * six of them borrows what is missing from the rounds directly before it that met as many users: in a scenario of one
 * minute no round has the time for six. Longer ones stand for themselves, so that a slow end is not hidden by a quick
 * beginning.
 */
export function judgeSteps(run: JudgedRun, round: RoundToJudge): Judgement[] {
  const { journey, steps } = round;
  const rows = run.thresholds.journeys.get(journey)?.steps ?? [];
  const before = roundsBefore(run, round);
  return rows.map((row) => {
    const limit = {
      subject: { kind: 'step', journey, step: row.step },
      statistic: 'median',
      column: 'journey',
      limit: row.medianMs,
      unit: 'ms',
      direction: 'below',
    } as const;
    const own = visitsOf(steps, row.step);
    const earlier = before.flatMap((each) => visitsOf(each.steps, row.step));
    const missing = Math.max(0, MEDIAN_NEEDS - own.length);
    const verdict = judgeStep(missing === 0 ? own : [...earlier.slice(-missing), ...own], limit);
    const { step, unloaded } = row;
    const unloadedMs = unloaded?.environment === run.plan.environment ? unloaded.medianMs : undefined;
    const parts = steps.find((each) => each.step === step)?.parts;
    return explained(verdict, { step, parts, vus: round.vus, unloadedMs });
  });
}

/** Those directly before with as many users, the earliest first. */
function roundsBefore(
  run: Pick<RunContext, 'folder'>,
  { journey, number, vus }: RoundToJudge,
): readonly RoundRecord[] {
  const found: RoundRecord[] = [];
  for (let earlier = number - 1; earlier > 0; earlier -= 1) {
    const record = run.folder.read<RoundRecord>(roundFile(journey, earlier));
    if (record === undefined || record.vus !== vus) break;
    found.unshift(record);
  }
  return found;
}

function visitsOf(steps: readonly StepRecord[], step: string): readonly number[] {
  return steps.find((each) => each.step === step)?.visitsMs ?? [];
}
