import type { ArrivalCounters } from '../../measure/arrival-counters.ts';
import type { ArrivalGate } from '../arrivals/arrival-gate.ts';
import { ArrivalSchedule } from '../arrivals/arrival-schedule.ts';
import { DecidedSchedule } from '../arrivals/decided-schedule.ts';
import type { ArrivalPlan } from '../plan/arrival-plan.ts';
import { stagesDurationMs } from '../plan/stages.ts';
import type { VirtualUser } from '../users/virtual-user.ts';
import { ArrivalRate, type ArrivalRateOptions } from './arrival-rate.ts';
import { RampingVus, type RampingVusOptions } from './ramping-vus.ts';

/** What makes users work, of either model. */
export interface ModelToMake
  extends Omit<RampingVusOptions, 'makeUser'>,
    Pick<ArrivalRateOptions, 'startWake'> {
  /** @param gate set in the open model */
  makeUser(index: number, gate?: ArrivalGate): VirtualUser;
  /** Set for the open model. */
  readonly arrivals: ArrivalPlan | undefined;
  /** Set for the open model. */
  readonly counters: ArrivalCounters | undefined;
}

/** The open model when arrivals are planned, else the closed one; each by its stages, or by a load that is decided. */
export function makeModel({ arrivals, counters, ...options }: ModelToMake): ArrivalRate | RampingVus {
  if (arrivals === undefined || counters === undefined) return new RampingVus(options);
  const { stages, load } = options;
  const durationMs = stagesDurationMs(stages);
  return new ArrivalRate({
    ...options,
    schedule:
      load === undefined
        ? new ArrivalSchedule(arrivals.stages, arrivals.pattern, {
            firstPlace: arrivals.firstPlace ?? 0,
          })
        : new DecidedSchedule(load, arrivals.pattern, durationMs),
    // A decided load ends when it is over, which may be long before the longest time that it may take.
    durationMs: load === undefined ? durationMs : 0,
    users: arrivals.users,
    maxUsers: arrivals.maxUsers,
    counters,
    keepsWaits: load !== undefined,
  });
}
