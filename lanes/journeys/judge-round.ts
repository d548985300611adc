import { crowdOf } from '../../src/measure/crowding.ts';
import { crowdingOf } from '../../src/record/crowding-file.ts';
import type { RoundRecord } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { roundFile } from '../../src/record/run-files.ts';
import type { RunFolder } from '../../src/record/run-folder.ts';
import type { Operation } from '../../src/target/operation.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import { judgeBurst } from '../../src/verdict/judge-burst.ts';
import { judgeSteps } from '../../src/verdict/judge-steps.ts';
import { type Judgement, voidPass } from '../../src/verdict/verdict.ts';
import type { SentBurst } from '../bursts/burst-on.ts';

/** A round, and the operation behind its journey unless the target lacks it. */
export interface RoundToJudge {
  readonly run: RunContext;
  readonly round: PlannedRound;
  readonly operation: Operation | undefined;
}

/** What a round measured, as far as its limits depend on it. */
export interface FiguresToJudge extends Pick<RoundRecord, 'vus' | 'steps'> {
  readonly burst?: SentBurst | undefined;
  /** Why the burst holds no limit; undefined when it met the users. */
  readonly burstMetNoUsers?: string | undefined;
}

/** Judges the steps of a round, and then its burst. */
export function judgeRound(
  { run, round: { journey, number }, operation }: RoundToJudge,
  { vus, steps, burst, burstMetNoUsers }: FiguresToJudge,
): Judgement[] {
  const ofSteps = judgeSteps({
    journey,
    vus,
    steps,
    rows: run.thresholds.journeys.get(journey)?.steps ?? [],
    earlier: roundsBefore(run, journey, number),
    environment: run.plan.environment,
    traceUrl: run.settings.traceUrl,
  });
  if (operation === undefined || burst === undefined) return ofSteps;
  const { service } = operation;
  const ofBurst = judgeBurst(
    { ...burst, service, saturating: burst.mode.kind === 'saturating', isAlone: false },
    run.thresholds,
  );
  return [...ofSteps, ...ofBurst.map((judgement) => voidPass(judgement, burstMetNoUsers))];
}

/** The records of the rounds directly before, the earliest first, without those on a crowded machine. */
function roundsBefore(
  { folder, clock }: RunContext,
  journey: string,
  number: number,
): readonly RoundRecord[] {
  const found: RoundRecord[] = [];
  for (let earlier = number - 1; earlier > 0; earlier -= 1) {
    const record = folder.read<RoundRecord>(roundFile(journey, earlier));
    if (record === undefined) break;
    if (!wasCrowded(folder, record, clock.zeroMachineMs())) found.unshift(record);
  }
  return found;
}

/**
 * Whether others took the cores from an embedded target during a round. Its visits may not break a limit of a later round, which
 * knows nothing of them.
 *
 * @param zeroMs of the run's clock, as {@link crowdingOf} has it
 */
function wasCrowded(folder: RunFolder, { window }: RoundRecord, zeroMs: number | undefined): boolean {
  if (window === undefined || zeroMs === undefined) return false;
  return crowdOf(crowdingOf(folder, zeroMs + window.fromMs, zeroMs + window.toMs)) !== undefined;
}
