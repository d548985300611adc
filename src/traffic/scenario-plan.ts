import { type ArrivalPlan, planArrivals, type WantedArrivals } from './arrival-plan.ts';
import { peakVus, type Stage, scaleStages, stagesDurationMs, vusAt } from './stages.ts';

/** Order in which the journeys of a round follow each other. */
export const JOURNEY_ORDER = ['login', 'create-deal', 'tax-quote'] as const;

export type JourneyName = (typeof JOURNEY_ORDER)[number];

/** What a journey and its burst take, with room: two rounds must not measure at once. */
const SLOT_MS = 9_000;
/** Below this a round cannot be fitted in; with less room there are fewer rounds. */
const LEAST_SLOT_MS = 6_000;

/** One planned pairing of a journey and its burst. */
export interface PlannedRound {
  readonly journey: JourneyName;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** On the run's clock. */
  readonly atMs: number;
  /** Virtual users that the stages have at that moment. */
  readonly vus: number;
  /** What this moment of the scenario is, e.g. `at 100, early`. */
  readonly moment: string;
}

/** A scenario, stretched and scaled as the person who starts it asked. */
export interface ScenarioPlan {
  readonly stages: readonly Stage[];
  readonly durationMs: number;
  readonly peakVus: number;
  /** Set when the run is an open model. */
  readonly arrivals?: ArrivalPlan;
  readonly rounds: readonly PlannedRound[];
}

interface ScenarioToPlan {
  readonly stages: readonly Stage[];
  readonly rounds: readonly { readonly atSeconds: number; readonly moment: string }[];
}

/**
 * Plans a scenario: its stages, and when each journey's rounds are. Rounds scale with the duration; those that no
 * longer fit in between are left out, but one of each journey always stays.
 */
export function planScenario(
  scenario: ScenarioToPlan,
  wanted: {
    readonly durationMs?: number | undefined;
    readonly vus?: number | undefined;
    readonly arrivals?: WantedArrivals | undefined;
  },
): ScenarioPlan {
  const stages = scaleStages(scenario.stages, {
    ...(wanted.durationMs !== undefined && { durationMs: wanted.durationMs }),
    ...(wanted.vus !== undefined && { vus: wanted.vus }),
  });
  const durationMs = stagesDurationMs(stages);
  const factor = durationMs / stagesDurationMs(scenario.stages);
  const moments = scenario.rounds.map(({ atSeconds, moment }) => ({
    atMs: atSeconds * 1000 * factor,
    moment,
  }));
  const { kept, slotMs } = keepWhatFits(moments, durationMs);
  const rounds = kept.flatMap(({ atMs, moment }, index) =>
    JOURNEY_ORDER.map((journey, place) => {
      const startMs = Math.round(atMs + place * slotMs);
      return {
        journey,
        number: index + 1,
        of: kept.length,
        atMs: startMs,
        vus: vusAt(stages, startMs),
        moment,
      };
    }),
  );
  // The shape in time, with the scenario's own levels: those scaled to few users are rounded to whole ones.
  const shape = scaleStages(scenario.stages, { durationMs });
  const arrivals = wanted.arrivals && planArrivals(shape, peakVus(stages), wanted.arrivals);
  return { stages, durationMs, peakVus: peakVus(stages), ...(arrivals && { arrivals }), rounds };
}

function keepWhatFits<Moment extends { readonly atMs: number }>(
  moments: readonly Moment[],
  durationMs: number,
): { kept: readonly Moment[]; slotMs: number } {
  let kept = moments;
  for (;;) {
    const gaps = kept.map(({ atMs }, index) => (kept[index + 1]?.atMs ?? durationMs) - atMs);
    const slotMs = Math.min(SLOT_MS, ...gaps.map((gap) => gap / JOURNEY_ORDER.length));
    if (slotMs >= LEAST_SLOT_MS || kept.length <= 1) return { kept, slotMs: Math.max(slotMs, 1) };
    // Every other one goes, the first stays.
    kept = kept.filter((_, index) => index % 2 === 0);
  }
}
