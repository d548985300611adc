import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { judgedRamps, judgedSlices } from '../measure/judged-slices.ts';
import { figuresByOperation, figuresOverall, type OperationFigures } from '../measure/operation-figures.ts';
import { ownFaultReason } from '../measure/own-faults.ts';
import { clockWasSet, lostLoad } from '../measure/validity.ts';
import { isUnloaded, type RunPlan } from '../record/run-plan.ts';
import { judgeTraffic } from '../verdict/judge-traffic.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { decideVerdicts, type Verdict, voidPasses } from '../verdict/verdict.ts';

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
    byOperation: waitingIncluded(figuresByOperation(judged), figuresByOperation(slices)),
    notOffered,
  };
  const invalid = ownFaultReason(slices.map(({ health }) => health)) ?? clockWasSet(slices);
  const lost = lostLoad(judged);
  const judgements = judgeTraffic(figures, thresholds);
  const valid = lost === undefined ? judgements : voidPasses(judgements, lost);
  return {
    verdicts: decideVerdicts(valid, { kind: 'traffic' }, counting),
    ...(invalid !== undefined && { invalid }),
    ...(lost !== undefined && { lostLoad: lost }),
  };
}

/** Whoever still waits at the end of a run may have begun to wait long before the round that measures at the end. */
function waitingIncluded(
  judged: ReadonlyMap<string, OperationFigures>,
  whole: ReadonlyMap<string, OperationFigures>,
): ReadonlyMap<string, OperationFigures> {
  return new Map(
    [...judged].map(([id, figures]) => [id, { ...figures, waitedMs: whole.get(id)?.waitedMs ?? [] }]),
  );
}
