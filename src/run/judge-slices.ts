import { figuresByOperation, figuresOverall } from '../measure/operation-figures.ts';
import type { Slice } from '../measure/slice.ts';
import { isUnloaded, type RunPlan } from '../record/run-plan.ts';
import { judgeTraffic } from '../verdict/judge-traffic.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** Judges the traffic of a run from its slices alone; nothing to judge when there are none. */
export function judgeSlices(slices: readonly Slice[], plan: RunPlan, thresholds: Thresholds): Verdict[] {
  if (slices.length === 0 || isUnloaded(plan.scenario)) return [];
  const notOffered = new Map<string, string>();
  for (const [id, offer] of Object.entries({ ...plan.offers, ...plan.sockets })) {
    if (offer.kind === 'not offered') notOffered.set(id, offer.reason);
  }
  const plateaus = slices.filter(({ phase }) => phase === 'plateau');
  const ramps = slices.filter(({ phase }) => phase === 'ramp');
  // A scenario of nothing but ramps, as stress is, is judged over all of them.
  const judged = plateaus.length === 0 ? slices : plateaus;
  const figures = {
    scenario: plan.scenario,
    overall: figuresOverall(judged),
    ramps: plateaus.length === 0 || ramps.length === 0 ? undefined : figuresOverall(ramps),
    byOperation: figuresByOperation(judged),
    notOffered,
  };
  return judgeTraffic(figures, thresholds);
}
