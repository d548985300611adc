import { setTimeout as sleep } from 'node:timers/promises';
import { segmentWords } from '../../src/base/segment.ts';
import { SuiteError } from '../../src/base/suite-error.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { byTargetClock } from '../../src/record/segment-record.ts';

const POLL_MS = 200;
/** A segment that begins later than this began apart from the others. */
export const LATE_MS = 250;

/**
 * Waits for the moment at which all segments of the run begin; a whole run begins at once.
 *
 * @throws SuiteError (SEGMENT_LATE) when that moment is over
 */
export async function beginTogether({ plan: { segment }, clock, end }: RunContext): Promise<void> {
  if (segment === undefined) return;
  const startMs = Date.parse(segment.startAt);
  const leftMs = () => startMs - byTargetClock(Date.now(), segment.clock);
  const lateMs = -leftMs();
  if (lateMs > LATE_MS)
    throw new SuiteError('SEGMENT_LATE', {
      checked: `when ${segmentWords(segment)} was ready for its traffic (START_AT ${segment.startAt})`,
      found: `${(lateMs / 1000).toFixed(1)} s after the others had begun`,
      right:
        'all segments once more, with a START_AT that leaves the slowest of them time to sign in its users',
    });
  for (let ms = leftMs(); ms > 0 && !end.signal.aborted && clock.stopReason() === undefined; ms = leftMs())
    await sleep(Math.min(POLL_MS, ms));
}
