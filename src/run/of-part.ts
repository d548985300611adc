import type { RunPlan } from '../record/run-plan.ts';
import type { JudgedTraffic } from './judge-slices.ts';

/**
 * What a segment says of its traffic: whether it can be trusted. Limits are those of the whole load, so they are judged where
 * all segments come together.
 */
export function ofPart({ segment }: Pick<RunPlan, 'segment'>, judged: JudgedTraffic): JudgedTraffic {
  if (segment === undefined) return judged;
  const { invalid, lostLoad, isLostToOwnDelay = false } = judged;
  return {
    verdicts: [],
    ...(invalid !== undefined && { invalid }),
    ...(lostLoad !== undefined && { lostLoad, isLostToOwnDelay }),
  };
}
