import type { RoundRecord } from '../record/round-record.ts';
import type { RunPlan } from '../record/run-plan.ts';
import type { MissingRound } from '../record/run-record.ts';

/**
 * The rounds that were planned next to the traffic and left no figures: under overload those that were left out, and in a
 * run that ended early those that never came.
 */
export function missingRounds(
  { plan, lanes }: Pick<RunPlan, 'plan' | 'lanes'>,
  measured: readonly Pick<RoundRecord, 'journey' | 'number'>[],
): MissingRound[] {
  if (plan === undefined || !lanes.includes('traffic')) return [];
  const isMeasured = (journey: string, number: number) =>
    measured.some((round) => round.journey === journey && round.number === number);
  return plan.rounds
    .filter(({ journey, number }) => lanes.includes(journey) && !isMeasured(journey, number))
    .map(({ journey, number, of, moment }) => ({ journey, number, of, moment }));
}
