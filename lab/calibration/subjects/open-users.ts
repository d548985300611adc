import { ArrivalCounters } from '../../../src/measure/arrival-counters.ts';
import { ArrivalSchedule } from '../../../src/traffic/arrivals/arrival-schedule.ts';
import type { Flow } from '../../../src/traffic/flows/flow.ts';
import { ArrivalRate } from '../../../src/traffic/models/arrival-rate.ts';
import { hrtimeMs } from '../../shared/request-log.ts';
import type { CalibrationCase } from '../cases.ts';
import { CALIBRATION_OPERATION } from './calibration-operation.ts';
import type { Measured } from './measured.ts';
import { UserCrew } from './user-crew.ts';

/** The schedule of the open model at a constant rate, for the measurement and for its truth. */
export function constantRate(arrivalsPerSecond: number, seconds: number): ArrivalSchedule {
  const stages = [
    { durationSeconds: 0, targetPerSecond: arrivalsPerSecond },
    { durationSeconds: seconds, targetPerSecond: arrivalsPerSecond },
  ];
  return new ArrivalSchedule(stages, 'even');
}

/** Our virtual users in the open model: requests arrive on a schedule, whatever the target does. */
export async function openUsers(
  origin: string,
  {
    arrivalsPerSecond,
    openUsers: users,
    maxUsers,
    seconds,
  }: Pick<CalibrationCase, 'arrivalsPerSecond' | 'openUsers' | 'maxUsers' | 'seconds'>,
  slicesPath: string,
  onReady: () => Promise<void>,
): Promise<Measured> {
  const crew = await UserCrew.at(origin, users);
  await onReady();
  const ask: Flow = async (user) => {
    await user.do(CALIBRATION_OPERATION.id);
  };
  const counters = new ArrivalCounters();
  const model = new ArrivalRate({
    schedule: constantRate(arrivalsPerSecond, seconds),
    durationMs: seconds * 1000,
    users,
    maxUsers,
    makeUser: (index, gate) => crew.makeUser(index, gate),
    nextFlow: () => ask,
    counters,
    elapsedMs: () => crew.elapsedMs(),
    onTrouble: (error) => {
      throw error;
    },
    signal: new AbortController().signal,
  });
  const measured = await crew.measure(slicesPath, model, counters);
  const beganMs = hrtimeMs() - crew.elapsedMs() + model.beganMs;
  return { ...measured, beganMs };
}
