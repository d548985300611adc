import { setTimeout as sleep } from 'node:timers/promises';
import { APART_MS } from '../../src/run/merge/segment-clocks.ts';

/**
 * Waits until the traffic begins that this process shares with others.
 *
 * @param atEpochMs in milliseconds since 1970
 * @returns what is wrong, when it is so late that the figures are not those of one traffic; undefined when it is in time
 */
export async function untilBeginning(atEpochMs: number): Promise<string | undefined> {
  await sleep(Math.max(0, atEpochMs - Date.now()));
  const lateMs = Date.now() - atEpochMs;
  return lateMs > APART_MS ? `it began ${(lateMs / 1000).toFixed(1)} s after the others` : undefined;
}
