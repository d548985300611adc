import type { RunPlan } from '../record/run-plan.ts';
import type { RunRecord } from '../record/run-record.ts';
import { byTargetClock } from '../record/segment-record.ts';
import type { TargetClock } from '../target/preflight/target-clock.ts';

/** What a segment says of itself, or a merged run of its segments, to be spread into the record. */
export function segmentFacts(
  { segment, segments }: Pick<RunPlan, 'segment' | 'segments'>,
  zeroEpochMs: number | undefined,
  clockAtEnd: TargetClock | undefined,
): Pick<RunRecord, 'segment' | 'segments'> {
  if (segments !== undefined) return { segments };
  if (segment === undefined) return {};
  const lateMs =
    zeroEpochMs === undefined
      ? undefined
      : Math.round(byTargetClock(zeroEpochMs, segment.clock) - Date.parse(segment.startAt));
  return {
    segment: {
      ...segment,
      ...(lateMs !== undefined && { lateMs }),
      ...(clockAtEnd !== undefined && { clockAtEnd }),
    },
  };
}
