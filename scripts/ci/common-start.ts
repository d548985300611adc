import { formatDuration, parseDurationMs } from '../../src/base/duration.ts';

/** What a queue of runners, the installation and the browser take on most days, several times over. */
const DEFAULT_START_IN = '10m';
/** No segment waits longer: the suite refuses such a START_AT. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * The moment at which the traffic of all segments of a run begins, START_AT.
 *
 * @param startIn how far ahead it is, such as `10m`; empty for the usual time
 * @throws Error when it is no duration, or longer than a segment waits
 */
export function commonStart(startIn: string, nowMs: number): string {
  const ms = parseDurationMs(startIn === '' ? DEFAULT_START_IN : startIn);
  if (ms === undefined || ms > LONGEST_WAIT_MS)
    throw new Error(
      `expected START_IN of at most ${formatDuration(LONGEST_WAIT_MS)}, such as ${DEFAULT_START_IN}, found "${startIn}"`,
    );
  return new Date(nowMs + ms).toISOString();
}
