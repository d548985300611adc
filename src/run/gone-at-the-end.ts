import { isGone } from '../measure/outages.ts';
import type { Reason, TrafficRecord } from '../record/run-record.ts';
import { outageLine } from '../report/words/failures.ts';

/**
 * The outages that lasted until the traffic ended. Whatever the limits say, nobody saw the target come back: a ramp or a
 * recovery at the end of a scenario has no limit that could say so. A scenario that lets its target restart waits longer
 * for it, but here there was nothing left to wait in.
 */
export function goneAtTheEnd({
  outages = [],
  elapsedMs,
}: Pick<TrafficRecord, 'outages' | 'elapsedMs'>): Reason[] {
  return outages
    .filter((outage) => isGone(outage, elapsedMs))
    .map((outage) => ({ kind: 'outage', text: outageLine(outage, elapsedMs) }));
}
