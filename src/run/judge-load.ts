import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { judgedSlices } from '../measure/judged-slices.ts';
import { figuresByOperation, figuresOverall, sumOperation } from '../measure/operation-figures.ts';
import { isLostToOwnDelay, lostLoad } from '../measure/validity.ts';
import { waitsIn } from '../measure/waits-in.ts';
import type { RunPlan } from '../record/run-plan.ts';
import { selectOperations, selectSocketMeasures } from '../target/select-operations.ts';
import { type LoadKind, loadAt, type PlannedOverload } from '../traffic/plan/load-spans.ts';
import type { ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { judgeNormalLoad } from '../verdict/judge-traffic.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { type Judgement, voidPass } from '../verdict/verdict.ts';
import type { JudgedLoad } from './judged-load.ts';
import { voidByGivenUp } from './void-by-given-up.ts';

/** What of a run's plan its slices are judged by. */
export type JudgedPlan = Pick<RunPlan, 'scenario' | 'offers' | 'sockets'> & {
  readonly operations?: RunPlan['operations'];
  /** Left out when none is known. */
  readonly rateLimits?: RunPlan['rateLimits'];
  readonly plan?: Pick<ScenarioPlan, 'overload' | 'search'> | undefined;
};

/** The slices of these kinds of load: all of them when nothing was planned to be overload. */
export function slicesOf(
  slices: readonly DecodedSlice[],
  { plan }: Pick<JudgedPlan, 'plan'>,
  ...kinds: readonly LoadKind[]
): readonly DecodedSlice[] {
  const overload = plan?.overload;
  if (overload === undefined) return slices;
  return slices.filter((slice) => {
    const kind = loadOfSlice(slice, overload)?.kind;
    return kind !== undefined && kinds.includes(kind);
  });
}

/** The stretch of the run that a slice lies in. Slices are cut where one ends, a millisecond or two late. */
export function loadOfSlice(
  { fromMs, toMs }: Pick<DecodedSlice, 'fromMs' | 'toMs'>,
  overload: PlannedOverload,
) {
  return loadAt(overload, (fromMs + toMs) / 2);
}

/**
 * Judges slices of one level of load by the limits of normal load. Each limit needs the load of the slices that it is
 * judged by: where that was less than planned, a pass is void.
 *
 * @param level the slices of the level
 * @param run all slices: an operation that was not sent at this level has no sample in it
 */
export function judgeLoad(
  level: readonly DecodedSlice[],
  run: readonly DecodedSlice[],
  plan: JudgedPlan,
  thresholds: Thresholds,
): JudgedLoad {
  const judged = judgedSlices(level);
  const withVisits = judgedSlices(level, 'errors');
  // Whoever still waits at the end of a run may have begun to wait long before the round that measures at the end.
  const waiting = waitsIn(level, judged);
  const waits = figuresByOperation(waiting);
  const ofJudged = figuresByOperation(judged);
  const byOperation = [...figuresByOperation(run).keys()].map((id) => {
    const figures = ofJudged.get(id) ?? sumOperation([]);
    return [id, { ...figures, waitedMs: waits.get(id)?.waitedMs ?? [] }] as const;
  });
  const asked = askedFor(plan);
  const notOffered = Object.entries({ ...plan.offers, ...plan.sockets }).flatMap(([id, offer]) =>
    offer.kind === 'not offered' && asked.has(id) ? [[id, offer.reason] as const] : [],
  );
  const figures = {
    scenario: plan.scenario,
    overall: { ...figuresOverall(judged), waitedMs: figuresOverall(waiting).waitedMs },
    // A target that hangs to the end is not there, next to a burst either.
    errors: { ...figuresOverall(withVisits), waitedMs: figuresOverall(level).waitedMs },
    byOperation: new Map(byOperation),
    notOffered: new Map(notOffered),
  };
  const held = { latencies: judged, errors: withVisits };
  return voidByGivenUp(withLoad(judgeNormalLoad(figures, thresholds), held), {
    load: level,
    samplesOf: (subject) => {
      if (subject.kind !== 'operation')
        return { answered: figures.overall.all, waitedMs: figures.overall.waitedMs };
      const own = figures.byOperation.get(subject.id);
      return own && { answered: own.successes, waitedMs: own.waitedMs };
    },
  });
}

/** Ids of the operations, and the measures on sockets, that the traffic was to send: those of OPERATIONS. */
function askedFor({ operations = '' }: JudgedPlan): ReadonlySet<string> {
  const chosen = [...selectOperations(operations), ...selectSocketMeasures(operations)];
  return new Set(chosen.map(({ id }) => id));
}

/** The slices that limits on latencies, and on errors, are held against. */
interface SlicesHeld {
  readonly latencies: readonly DecodedSlice[];
  readonly errors: readonly DecodedSlice[];
}

/** Makes the passes void whose slices had less load than planned. What ramps lost is no reason against the run: their limits never fail it. */
export function withLoad(
  judgements: readonly Judgement[],
  held: SlicesHeld,
  ofRamps: SlicesHeld = { latencies: [], errors: [] },
): JudgedLoad {
  const lostIn = ({ latencies, errors }: SlicesHeld) => ({
    latencies: lostLoad(latencies),
    errors: lostLoad(errors),
  });
  const [lost, lostOnRamps] = [lostIn(held), lostIn(ofRamps)];
  return {
    judgements: judgements.map((judgement) => {
      const own = judgement.column === 'ramp' ? lostOnRamps : lost;
      return voidPass(judgement, judgement.unit === 'share' ? own.errors : own.latencies);
    }),
    lost: lost.latencies ?? lost.errors,
    isLostToOwnDelay: isLostToOwnDelay(lost.latencies === undefined ? held.errors : held.latencies),
  };
}
