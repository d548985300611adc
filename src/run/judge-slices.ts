import type { CapacityRecord } from '../capacity/capacity-record.ts';
import type { Crowd } from '../measure/crowding.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { judgedRamps, judgedSlices, withoutRounds } from '../measure/judged-slices.ts';
import { figuresOverall } from '../measure/operation-figures.ts';
import { ownFaultReason } from '../measure/own-faults.ts';
import { clockWasSet } from '../measure/validity.ts';
import { waitsIn } from '../measure/waits-in.ts';
import type { OverloadRecord } from '../record/overload-record.ts';
import { isUnloaded } from '../record/run-plan.ts';
import { voidFail } from '../verdict/crowded.ts';
import { judgeScenario } from '../verdict/judge-traffic.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { decideVerdicts, type Judgement, judgedUnless, type Verdict } from '../verdict/verdict.ts';
import { explainFailures } from './explain-failures.ts';
import { type JudgedPlan, judgeLoad, slicesOf, withLoad } from './judge-load.ts';
import { type JudgedSearch, judgeSearch, undecidedSearch } from './judge-search.ts';
import type { JudgedLoad } from './judged-load.ts';
import { overloadRecord } from './overload-record.ts';
import { loadLostByRefusals, voidByRefusals, withoutOwnRefusals } from './own-refusals.ts';
import { voidByGivenUp } from './void-by-given-up.ts';

/** What the slices of a traffic come to. */
export interface JudgedTraffic {
  readonly verdicts: readonly Verdict[];
  /** Why nothing that was measured can be trusted; left out when it can. */
  readonly invalid?: string;
  /** Why the load was less than planned, so that held limits are void; left out when it was not. */
  readonly lostLoad?: string;
  /** Whether the measurer's own delay is why. */
  readonly isLostToOwnDelay?: boolean;
  /** Left out when the load was normal from beginning to end. */
  readonly overload?: OverloadRecord;
  /** Left out when the load followed the stages. */
  readonly capacity?: CapacityRecord;
}

/** What broken limits count as. */
export interface TrafficCounting {
  /** Whether a broken SLA fails the run. */
  readonly slaCounts: boolean;
  /** What others took from an embedded target under this traffic; left out where that was too little to matter. */
  readonly crowd?: Crowd | undefined;
}

/** Why nothing that was measured while these slices were can be trusted; undefined when it can. */
export function distrustOf(slices: readonly DecodedSlice[]): string | undefined {
  return ownFaultReason(slices.map(({ health }) => health)) ?? clockWasSet(slices);
}

/**
 * Judges the traffic of a run by its slices: its overload by the scenario's own limits, and what was under normal load by
 * every other limit; a run without overload by all of them. The traffic lane does it when it ends, and leaves the result in the run's folder; the conductor does
 * it only when the lane crashed before that.
 */
export function judgeSlices(
  measured: readonly DecodedSlice[],
  plan: JudgedPlan,
  thresholds: Thresholds,
  counting: TrafficCounting,
): JudgedTraffic {
  if (measured.length === 0 || isUnloaded(plan.scenario)) return { verdicts: [] };
  if (plan.plan?.search !== undefined)
    return judgeFound(measured, judgeSearch(measured, plan, plan.plan.search, thresholds), counting);
  const { slices, refused } = withoutOwnRefusals(measured, plan.rateLimits);
  const loaded = judgeOwnLimits(slices, plan, thresholds);
  const normalSlices = slicesOf(slices, plan, 'normal');
  const normal = judgeLoad(normalSlices, slices, plan, thresholds);
  const invalid = distrustOf(slices);
  const { lost = loadLostByRefusals(refused), isLostToOwnDelay = false } =
    loaded.lost === undefined ? normal : loaded;
  const endMs = slices.at(-1)?.toMs;
  const met = { requests: requestsOf(measured) };
  const doubted = (judgement: Judgement) => voidFail(voidByRefusals(judgement, refused), counting.crowd, met);
  const judgements = [
    ...explainFailures(loaded.judgements, slicesOf(slices, plan, ...FAILS_UNDER), endMs),
    ...explainFailures(normal.judgements, normalSlices, endMs),
  ].map(doubted);
  const overload = overloadRecord(slices, plan, thresholds, doubted);
  const verdicts = decideVerdicts(judgements, { kind: 'traffic' }, counting);
  return {
    verdicts: judgedUnless(invalid, verdicts),
    ...(invalid !== undefined && { invalid }),
    ...(lost !== undefined && { lostLoad: lost, isLostToOwnDelay }),
    ...(overload !== undefined && { overload }),
  };
}

/** Judges a run that searched for the capacity by what it found. */
function judgeFound(
  slices: readonly DecodedSlice[],
  found: JudgedSearch,
  counting: TrafficCounting,
): JudgedTraffic {
  const invalid = distrustOf(slices);
  const undecided = undecidedSearch(found);
  const verdicts = decideVerdicts(
    explainFailures(found.judgements, found.slices, slices.at(-1)?.toMs).map((judgement) =>
      voidFail(judgement, counting.crowd, { requests: requestsOf(slices) }),
    ),
    { kind: 'traffic' },
    counting,
  );
  return {
    verdicts: judgedUnless(invalid, verdicts),
    ...(invalid !== undefined && { invalid }),
    ...(undecided !== undefined && { lostLoad: undecided }),
    capacity: found.capacity,
  };
}

/** A target that works off an overload may be slow, but it may not fail. */
const FAILS_UNDER = ['overload', 'recovering'] as const;

/**
 * Judges a run by the scenario's own limits, which were made for its overload: the requests of its normal load would make
 * them easier to hold. Without overload all of it is judged.
 */
function judgeOwnLimits(
  slices: readonly DecodedSlice[],
  plan: JudgedPlan,
  thresholds: Thresholds,
): JudgedLoad {
  const load = slicesOf(slices, plan, 'overload');
  // Arrivals that the overload left waiting may be given up while the target recovers.
  const until = slicesOf(slices, plan, ...FAILS_UNDER);
  const judged = judgedSlices(load);
  const withVisits = judgedSlices(until, 'errors');
  const ramps = judgedRamps(slices);
  const rampsWithVisits = judgedRamps(slices, 'errors');
  // Whoever hangs while the target recovers met nothing but the end of the overload.
  const recovering = withoutRounds(until.filter((slice) => !load.includes(slice)));
  const { waitedMs } = figuresOverall(waitsIn(slices, [...judged, ...recovering]));
  const overall = { ...figuresOverall(judged), waitedMs };
  const figures = {
    scenario: plan.scenario,
    overall,
    errors: figuresOverall(withVisits),
    ramps: ramps.length === 0 ? undefined : figuresOverall(ramps),
    rampErrors: figuresOverall(rampsWithVisits),
  };
  const held = { latencies: judged, errors: withVisits };
  const ofRamps = { latencies: ramps, errors: rampsWithVisits };
  const judgements = withLoad(judgeScenario(figures, thresholds), held, ofRamps);
  return voidByGivenUp(judgements, { load, until, samplesOf: () => ({ answered: overall.all, waitedMs }) });
}

/** How many requests the target answered, well or not. */
function requestsOf(slices: readonly DecodedSlice[]): number {
  return figuresOverall(slices).all.count;
}
