import type { LeftOutRound, RoundRecord } from '../record/round-record.ts';
import { leftOutFile } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { RunPlan } from '../record/run-plan.ts';
import type { MissingRound, RunRecord } from '../record/run-record.ts';
import { aloneIn } from './undisturbed-time.ts';

/**
 * How the rounds of a run differ from its plan: those that left no figures, and how much time the plan left to the users
 * alone. The outcome does not depend on it: what was not measured is undecided, as with too few samples.
 *
 * @param elapsedMs how long the traffic lasted; undefined without traffic
 */
export function plannedRounds(
  folder: Pick<RunFolder, 'read'>,
  plan: Pick<RunPlan, 'plan' | 'lanes'>,
  measured: readonly Pick<RoundRecord, 'journey' | 'number'>[],
  elapsedMs: number | undefined,
): Pick<RunRecord, 'missingRounds' | 'plannedUndisturbedMs'> {
  const rounds = ofLanes(plan);
  const missing = missingRounds(folder, rounds, measured);
  return {
    ...(missing.length > 0 && { missingRounds: missing }),
    ...(rounds.length > 0 &&
      elapsedMs !== undefined && { plannedUndisturbedMs: aloneIn({ fromMs: 0, toMs: elapsedMs }, rounds) }),
  };
}

type Planned = NonNullable<RunPlan['plan']>['rounds'];

/** The rounds that were planned next to the traffic. */
function ofLanes({ plan, lanes }: Pick<RunPlan, 'plan' | 'lanes'>): Planned {
  if (plan === undefined || !lanes.includes('traffic')) return [];
  return plan.rounds.filter(({ journey }) => lanes.includes(journey));
}

/** Those that left no figures, because they were left out or the run ended before, each with its reason where it left one. */
function missingRounds(
  folder: Pick<RunFolder, 'read'>,
  planned: Planned,
  measured: readonly Pick<RoundRecord, 'journey' | 'number'>[],
): MissingRound[] {
  const isMeasured = (journey: string, number: number) =>
    measured.some((round) => round.journey === journey && round.number === number);
  return planned
    .filter(({ journey, number }) => !isMeasured(journey, number))
    .map(({ journey, number, of, moment }) => {
      const why = folder.read<LeftOutRound>(leftOutFile(journey, number))?.why;
      return { journey, number, of, moment, ...(why !== undefined && { why }) };
    });
}
