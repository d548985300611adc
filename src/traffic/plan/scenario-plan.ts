import { formatDuration, parseDurationMs } from '../../base/duration.ts';
import { formatCount } from '../../base/format.ts';
import { isFirst, type Segment, shareOf } from '../../base/segment.ts';
import type { Settings } from '../../settings/settings.ts';
import type { StopAbove } from '../watch/error-stop.ts';
import { type ArrivalPlan, planArrivals } from './arrival-plan.ts';
import { type OverloadRow, type PlannedOverload, planOverload } from './load-spans.ts';
import { type PlannedSearch, planSearch, type SearchRow } from './planned-search.ts';
import { type JourneyToPlan, type PlannedRound, planRounds } from './round-plan.ts';
import { peakVus, type Stage, scaleStages, stagesDurationMs } from './stages.ts';

/** A scenario, stretched and scaled as the person who starts it asked. */
export interface ScenarioPlan {
  readonly stages: readonly Stage[];
  readonly durationMs: number;
  readonly peakVus: number;
  /** How long the target may be unreachable before it counts as gone and ends the run; left out for the usual four seconds. */
  readonly goneAfterMs?: number;
  /** When too many failures end the run; left out where they never do. */
  readonly stopAbove?: StopAbove;
  /** Set when the run is an open model. */
  readonly arrivals?: ArrivalPlan;
  /** Left out when the load is normal from beginning to end. */
  readonly overload?: PlannedOverload;
  /** Set when the load is decided while the traffic runs; the stages then say the most and the longest of it. */
  readonly search?: PlannedSearch;
  readonly rounds: readonly PlannedRound[];
  /** Set for one of several segments: its stages, users and arrivals are its share of the whole. */
  readonly partOf?: PartOf;
}

/** What a plan is a part of. */
export interface PartOf {
  readonly segment: Segment;
  readonly whole: ScenarioPlan;
}

/** The settings that change a scenario. */
type WantedPlan = Pick<
  Settings,
  | 'vus'
  | 'durationMs'
  | 'ratePerSecond'
  | 'arrivalPattern'
  | 'maxVus'
  | 'stopAtErrors'
  | 'minCapacity'
  | 'segment'
>;

interface ScenarioToPlan {
  readonly stages: readonly Stage[];
  readonly rounds: readonly { readonly atSeconds: number; readonly moment: string }[];
  readonly goneAfterSeconds?: number;
  readonly stopAbove?: { readonly errorRate: number; readonly forSeconds: number };
  readonly overload?: OverloadRow;
  readonly search?: SearchRow;
}

/**
 * What a moment of the scenario is, with the numbers that it has when the scenario is stretched and scaled: `{100}` are
 * users, `{20s}` is a time.
 */
function scaledMoment(moment: string, timeFactor: number, vuFactor: number): string {
  return moment
    .replaceAll(/\{(\d+)\}/g, (_, users: string) =>
      formatCount(Math.max(1, Math.round(Number(users) * vuFactor))),
    )
    .replaceAll(/\{([\d.hms]+)\}/g, (_, time: string) =>
      formatDuration((parseDurationMs(time) ?? 0) * timeFactor),
    );
}

/**
 * Plans a scenario: its stages, and when each journey's rounds are. Rounds scale with the duration; those that no
 * longer fit in between are left out, but one of each journey of every round always stays. With a segment among the wishes it
 * is the share of that segment.
 *
 * @param journeys in the order in which they follow each other in a round
 */
export function planScenario(
  scenario: ScenarioToPlan,
  journeys: Iterable<JourneyToPlan>,
  wanted: Partial<WantedPlan>,
): ScenarioPlan {
  const whole = planWhole(scenario, journeys, wanted);
  return wanted.segment === undefined ? whole : shareOfPlan(whole, wanted.segment);
}

function planWhole(
  scenario: ScenarioToPlan,
  journeys: Iterable<JourneyToPlan>,
  wanted: Partial<WantedPlan>,
): ScenarioPlan {
  const stages = scaleStages(scenario.stages, {
    ...(wanted.durationMs !== undefined && { durationMs: wanted.durationMs }),
    ...(wanted.vus !== undefined && { vus: wanted.vus }),
  });
  const durationMs = stagesDurationMs(stages);
  const factor = durationMs / stagesDurationMs(scenario.stages);
  const moments = scenario.rounds.map(({ atSeconds, moment }) => ({
    atMs: atSeconds * 1000 * factor,
    moment: scaledMoment(moment, factor, peakVus(stages) / peakVus(scenario.stages)),
  }));
  // The shape in time, with the scenario's own levels: those scaled to few users are rounded to whole ones.
  const shape = scaleStages(scenario.stages, { durationMs });
  const { ratePerSecond: perSecond, arrivalPattern: pattern = 'even', maxVus } = wanted;
  const arrivals =
    perSecond === undefined
      ? undefined
      : planArrivals(shape, peakVus(stages), { perSecond, pattern, maxVus });
  const stopAbove = plannedStop(scenario.stopAbove, wanted.stopAtErrors);
  const overload = scenario.overload && planOverload(scenario.overload, stages, arrivals, factor);
  const rounds = planRounds(moments, stages, [...journeys], overload);
  const search =
    scenario.search &&
    planSearch(scenario.search, peakVus(stages), arrivals, { durationMs, factor }, wanted.minCapacity);
  return {
    stages,
    durationMs,
    peakVus: peakVus(stages),
    // A restart takes its time however short the run is: this does not scale with the duration.
    ...(scenario.goneAfterSeconds !== undefined && { goneAfterMs: scenario.goneAfterSeconds * 1000 }),
    ...(stopAbove && { stopAbove }),
    ...(arrivals && { arrivals }),
    ...(overload && { overload }),
    ...(search && { search }),
    rounds,
  };
}

/** For a scenario that says nothing: longer than most outages that a run goes on after. */
const STOP_AFTER_SECONDS = 60;

function plannedStop(
  ofScenario: ScenarioToPlan['stopAbove'],
  wanted: WantedPlan['stopAtErrors'],
): StopAbove | undefined {
  if (wanted === 'never' || (wanted === undefined && ofScenario === undefined)) return undefined;
  const forMs = (ofScenario?.forSeconds ?? STOP_AFTER_SECONDS) * 1000;
  return { errorRate: wanted ?? ofScenario?.errorRate ?? 1, forMs };
}

/**
 * The share that a segment has in a scenario. On each plateau the users of all segments add up to those of the whole; on a
 * ramp each rounds for itself, so that they may be as many off as there are segments. Arrivals at even distances are dealt
 * out in turn, so that all of them together come as those of the whole; independent ones (Poisson) stay independent at the
 * rate of the share. The first segment has all rounds.
 */
export function shareOfPlan(whole: ScenarioPlan, segment: Segment): ScenarioPlan {
  const stages = whole.stages.map(({ durationSeconds, targetVus }) => ({
    durationSeconds,
    targetVus: shareOf(targetVus, segment),
  }));
  return {
    ...whole,
    stages,
    peakVus: peakVus(stages),
    ...(whole.arrivals !== undefined && { arrivals: arrivalsOf(whole.arrivals, segment) }),
    rounds: isFirst(segment) ? whole.rounds : [],
    partOf: { segment, whole },
  };
}

/** What each process of a run has to drive, the first one first; the whole plan for one process. No share exceeds the last one. */
export function sharesOfPlan(whole: ScenarioPlan, processes: number): [ScenarioPlan, ...ScenarioPlan[]] {
  if (processes === 1) return [whole];
  const share = (index: number) => shareOfPlan(whole, { index, of: processes });
  return [share(1), ...Array.from({ length: processes - 1 }, (_, before) => share(before + 2))];
}

function arrivalsOf(arrivals: ArrivalPlan, segment: Segment): ArrivalPlan {
  const { perSecond, stages, users, maxUsers } = arrivals;
  return {
    ...arrivals,
    perSecond: perSecond / segment.of,
    stages: stages.map(({ durationSeconds, targetPerSecond }) => ({
      durationSeconds,
      targetPerSecond: targetPerSecond / segment.of,
    })),
    users: shareOf(users, segment),
    maxUsers: shareOf(maxUsers, segment),
    firstPlace: (segment.index - 1) / segment.of,
  };
}
