import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { judgedRamps, judgedSlices } from '../measure/judged-slices.ts';
import {
  figuresByOperation,
  figuresOverall,
  type OperationFigures,
  sumOperation,
} from '../measure/operation-figures.ts';
import { ownFaultReason } from '../measure/own-faults.ts';
import { clockWasSet, lostLoad } from '../measure/validity.ts';
import { isUnloaded, type RunPlan } from '../record/run-plan.ts';
import { judgeTraffic } from '../verdict/judge-traffic.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { decideVerdicts, type Verdict, voidPass } from '../verdict/verdict.ts';

/** What the slices of a traffic come to. */
export interface JudgedTraffic {
  readonly verdicts: readonly Verdict[];
  /** Why nothing that was measured can be trusted; left out when it can. */
  readonly invalid?: string;
  /** Why the load was less than planned, so that held limits are void; left out when it was not. */
  readonly lostLoad?: string;
}

/**
 * Judges the traffic of a run by its slices. The traffic lane does it when it ends, and leaves the result in the run's
 * folder; the conductor does it only when the lane crashed before that.
 */
export function judgeSlices(
  slices: readonly DecodedSlice[],
  plan: Pick<RunPlan, 'scenario' | 'offers' | 'sockets'>,
  thresholds: Thresholds,
  counting: { readonly slaCounts: boolean },
): JudgedTraffic {
  if (slices.length === 0 || isUnloaded(plan.scenario)) return { verdicts: [] };
  const notOffered = new Map<string, string>();
  for (const [id, offer] of Object.entries({ ...plan.offers, ...plan.sockets })) {
    if (offer.kind === 'not offered') notOffered.set(id, offer.reason);
  }
  const judged = judgedSlices(slices);
  const ramps = judgedRamps(slices);
  const figures = {
    scenario: plan.scenario,
    overall: { ...figuresOverall(judged), waitedMs: figuresOverall(slices).waitedMs },
    errors: figuresOverall(judgedSlices(slices, 'errors')),
    ramps: ramps.length === 0 ? undefined : figuresOverall(ramps),
    rampErrors: figuresOverall(judgedRamps(slices, 'errors')),
    byOperation: everyOperation(figuresByOperation(judged), figuresByOperation(slices)),
    notOffered,
  };
  const invalid = ownFaultReason(slices.map(({ health }) => health)) ?? clockWasSet(slices);
  // Each limit needs the load of the slices that it is judged by.
  const lostOf = { latency: lostLoad(judged), errors: lostLoad(judgedSlices(slices, 'errors')) };
  const lost = lostOf.latency ?? lostOf.errors;
  const valid = judgeTraffic(figures, thresholds).map((judgement) =>
    voidPass(judgement, judgement.unit === 'share' ? lostOf.errors : lostOf.latency),
  );
  return {
    verdicts: decideVerdicts(valid, { kind: 'traffic' }, counting),
    ...(invalid !== undefined && { invalid }),
    ...(lost !== undefined && { lostLoad: lost }),
  };
}

/**
 * The judged figures of each operation that was sent at all: one that was sent next to rounds only has no sample. Whoever
 * still waits at the end of a run may have begun to wait long before the round that measures at the end.
 */
function everyOperation(
  judged: ReadonlyMap<string, OperationFigures>,
  whole: ReadonlyMap<string, OperationFigures>,
): ReadonlyMap<string, OperationFigures> {
  return new Map(
    [...whole].map(([id, { waitedMs }]) => [id, { ...(judged.get(id) ?? sumOperation([])), waitedMs }]),
  );
}
