import type { Outage } from '../measure/outages.ts';
import type { Reason, TrafficRecord } from '../record/run-record.ts';
import { outageLine } from '../report/words/failures.ts';

/** A whole target that is gone for so long ends a run, unless the scenario lets it restart. */
const GONE_MS = 4_000;
/** Requests on their way when the users leave have no answer either: a slow target is not a dead one. */
const HANGS_MS = 10_000;

/**
 * The outages that lasted until the traffic ended. Whatever the limits say, nobody saw the target come back: a ramp or a
 * recovery at the end of a scenario has no limit that could say so. A scenario that lets its target restart waits longer
 * for it, but here there was nothing left to wait in.
 */
export function goneAtTheEnd({
  outages = [],
  elapsedMs,
}: Pick<TrafficRecord, 'outages' | 'elapsedMs'>): Reason[] {
  const isGone = (outage: Outage) =>
    outage.toMs === undefined && elapsedMs - outage.fromMs >= (hangs(outage) ? HANGS_MS : GONE_MS);
  return outages.filter(isGone).map((outage) => ({ kind: 'outage', text: outageLine(outage, elapsedMs) }));
}

/** Whether nothing of what was lost had an answer or an error. */
function hangs({ lostBy, lost }: Outage): boolean {
  return lostBy.unfinished === lost;
}
