import type { Flow } from '../../../src/traffic/flows/flow.ts';
import { RampingVus } from '../../../src/traffic/models/ramping-vus.ts';
import type { CalibrationCase } from '../cases.ts';
import { CALIBRATION_OPERATION } from './calibration-operation.ts';
import type { Measured } from './measured.ts';
import { UserCrew } from './user-crew.ts';

/** Our virtual users in the closed model: each sends its next request after the reply and a think time. */
export async function closedUsers(
  origin: string,
  { users, thinkMs, seconds }: Pick<CalibrationCase, 'users' | 'thinkMs' | 'seconds'>,
  slicesPath: string,
  onReady: () => Promise<void>,
): Promise<Measured> {
  const crew = await UserCrew.at(origin, users);
  await onReady();
  const askAndThink: Flow = async (user) => {
    await user.do(CALIBRATION_OPERATION.id);
    // From half to one and a half times: users with the same think time would all ask in the same millisecond.
    await user.think(thinkMs * (0.5 + user.context.faker.number.float()));
  };
  const model = new RampingVus({
    stages: [
      { durationSeconds: 0, targetVus: users },
      { durationSeconds: seconds, targetVus: users },
    ],
    makeUser: (index) => crew.makeUser(index),
    nextFlow: () => askAndThink,
    elapsedMs: () => crew.elapsedMs(),
    onTrouble: (error) => {
      throw error;
    },
    signal: new AbortController().signal,
  });
  return crew.measure(slicesPath, model);
}
