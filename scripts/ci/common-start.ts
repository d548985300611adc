import { formatDuration, parseDurationMs } from '../../src/base/duration.ts';
import { LONGEST_WAIT_MS } from '../../src/base/segment.ts';

/** Several times what queueing, installing and starting the browser usually take. */
const DEFAULT_START_IN = '10m';
/** The preflight and the sign-in of a segment take about a minute. */
const SHORTEST_WAIT_MS = 60_000;

/**
 * The moment at which the traffic of all segments of a run begins, START_AT.
 *
 * @param startIn how far ahead it is, such as `10m`; empty for the usual time
 * @throws Error when it is not a duration, too short to get ready in, or longer than a segment waits
 */
export function commonStart(startIn: string, nowMs: number): string {
  const ms = parseDurationMs(startIn === '' ? DEFAULT_START_IN : startIn);
  if (ms === undefined || ms < SHORTEST_WAIT_MS || ms > LONGEST_WAIT_MS)
    throw new Error(
      `expected START_IN from ${formatDuration(SHORTEST_WAIT_MS)} to ${formatDuration(LONGEST_WAIT_MS)}, such as ${DEFAULT_START_IN}, found "${startIn}"`,
    );
  return new Date(nowMs + ms).toISOString();
}
