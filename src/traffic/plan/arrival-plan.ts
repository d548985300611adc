import type { ArrivalPattern } from '../../settings/table/run-rows.ts';
import { type RateStage, rateStages } from '../arrivals/arrival-schedule.ts';
import type { Stage } from './stages.ts';

/** The open model of a run. */
export interface ArrivalPlan {
  /** Arrivals per second at the peak of the stages. */
  readonly perSecond: number;
  readonly pattern: ArrivalPattern;
  readonly stages: readonly RateStage[];
  /** Users that are there from the beginning. */
  readonly users: number;
  readonly maxUsers: number;
  /** For arrivals at even distances: when the first one is due, in distances; 0 when left out. */
  readonly firstPlace?: number;
}

/** What a user asks of the open model. */
export interface WantedArrivals extends Pick<ArrivalPlan, 'perSecond' | 'pattern'> {
  /** Virtual users at most; undefined for ten times those that are there from the beginning. */
  readonly maxVus: number | undefined;
}

/** Unless a maximum is set, a run may have up to this many times the users that it began with. */
const MOST_USERS_FACTOR = 10;

/**
 * Turns a scenario into an arrival rate: the rate follows the shape of the stages, with its peak at the one wanted,
 * and the scenario's peak of virtual users is there from the beginning.
 *
 * @param shape stages that are as long as the run, with the levels of the scenario
 * @param users virtual users from the beginning
 */
export function planArrivals(shape: readonly Stage[], users: number, wanted: WantedArrivals): ArrivalPlan {
  const { perSecond, pattern, maxVus } = wanted;
  const maxUsers = maxVus ?? users * MOST_USERS_FACTOR;
  return {
    perSecond,
    pattern,
    stages: rateStages(shape, perSecond),
    users: Math.min(users, maxUsers),
    maxUsers,
  };
}
