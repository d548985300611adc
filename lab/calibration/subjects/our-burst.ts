import { saturatingBurst } from '../../../src/bursts/saturating-burst.ts';
import type { CalibrationCase } from '../cases.ts';
import { CALIBRATION_OPERATION } from './calibration-operation.ts';
import { figuresOf, type Measured } from './measured.ts';

/** Our burst: autocannon sends, our own histogram records its response events. */
export async function ourBurst(
  origin: string,
  { connections, seconds }: Pick<CalibrationCase, 'connections' | 'seconds'>,
): Promise<Measured> {
  const request = {
    operation: CALIBRATION_OPERATION,
    origin,
    tlsVerify: true,
    headers: { authorization: 'Bearer calibration.access.token' },
    next: () => ({ path: CALIBRATION_OPERATION.path }),
  };
  const result = await saturatingBurst(request, { connections, durationMs: seconds * 1000 });
  const ended = Object.values(result.outcomes).reduce((sum, count) => sum + count, 0);
  return {
    figures: figuresOf(result.successes),
    least: figuresOf(result.least),
    ended,
    failed: ended - (result.outcomes.ok ?? 0),
    underWay: connections,
  };
}
