import type { Segment } from '../base/segment.ts';
import type { TargetClock } from '../target/preflight/target-clock.ts';

/** One of several segments of a run, as it is planned. */
export interface PlannedSegment extends Segment {
  /** When the traffic of all segments begins, by the target's clock, as an ISO 8601 time. */
  readonly startAt: string;
  /** How this machine's clock stands to the target's, before the traffic. */
  readonly clock: TargetClock;
  /** The same for all segments of one machine, which have one clock; left out where the system tells nothing. */
  readonly machine?: string;
}

/** What a segment knows of itself when it has ended. */
export interface SegmentRecord extends PlannedSegment {
  /** How much later than planned its traffic began, in milliseconds; left out when it did not begin. */
  readonly lateMs?: number;
  /** As `clock`, after the traffic. */
  readonly clockAtEnd?: TargetClock;
}

/** A segment of a merged run. */
export interface MergedSegment extends SegmentRecord {
  readonly runId: string;
  /** Why its figures cannot be trusted; left out when they can. */
  readonly fault?: string;
}

/** Milliseconds since 1970 by the target's clock, as far as it is known. */
export function byTargetClock(epochMs: number, clock: TargetClock): number {
  return epochMs + (clock.kind === 'known' ? clock.offsetMs : 0);
}
