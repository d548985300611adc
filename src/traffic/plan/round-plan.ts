import { GUIDE_JOURNEYS, JOURNEY_ORDER, type JourneyName } from './journey-names.ts';
import { peakVus, type Stage, stagesDurationMs, vusAt } from './stages.ts';

/**
 * What a journey's visits take, as a share of what they take on the average of the guide's three: with slots of these
 * proportions all journeys come to about as many visits. Measured with no traffic, see docs/journeys.md.
 */
const SHARES: Readonly<Record<JourneyName, number>> = {
  login: 0.7,
  'create-deal': 1.1,
  'tax-quote': 1.2,
  'find-customer': 0.8,
  'open-deal': 0.8,
  'check-in': 1,
};
/** More time than this for a journey's visits and its burst adds little to what is known of it. */
const MOST_SLOT_MS = 18_000;
/** What all six journeys of a round want: less, and the three of the guide have the time for themselves. */
const SLOT_OF_SIX_MS = 12_000;
/** Below this a journey and its burst cannot be fitted in; with less room there are fewer rounds. */
const LEAST_SLOT_MS = 9_000;
const SLOT_STEP_MS = 500;
/** The last slot ends this long before the traffic does, so that its burst still has company. */
const END_MARGIN_MS = 1_000;
/** Within a slot the load may change by this share of the scenario's peak, since the round's beginning by that one. */
const STEADY_IN_SLOT = 0.1;
const STEADY_IN_ROUND = 0.25;

/** A moment of the scenario at which journeys are measured. */
export interface RoundMoment {
  readonly atMs: number;
  readonly moment: string;
}

/** One planned pairing of a journey and its burst. */
export interface PlannedRound {
  readonly journey: JourneyName;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** On the run's clock. */
  readonly atMs: number;
  /** What it has until the next one begins. */
  readonly slotMs: number;
  /** Virtual users that the stages have at that moment. */
  readonly vus: number;
  /** What this moment of the scenario is, e.g. `at 100, early`. */
  readonly moment: string;
}

/**
 * Plans the rounds: at each moment the guide's journeys one after the other, then those of the day as far as there is
 * room before the next moment and the load is still that of this one. A moment too close to the one before it, or to the
 * end, is left out; the first one always stays.
 */
export function planRounds(moments: readonly RoundMoment[], stages: readonly Stage[]): PlannedRound[] {
  const planned = keepWhatFits(moments, stagesDurationMs(stages)).flatMap((room) => {
    const slots = slotsOf(room, stages);
    return slots
      .filter((slot) => isGuides(slot.journey) || hasPlace(room, stages, slot))
      .map(({ journey, fromMs, slotMs }) => {
        const atMs = Math.round(room.atMs + fromMs);
        const { moment } = room;
        return { journey, atMs, slotMs: Math.round(slotMs), vus: vusAt(stages, atMs), moment };
      });
  });
  const numbers = new Map<JourneyName, number>();
  return planned.map((round) => {
    const number = (numbers.get(round.journey) ?? 0) + 1;
    numbers.set(round.journey, number);
    return { ...round, number, of: planned.filter(({ journey }) => journey === round.journey).length };
  });
}

function isGuides(journey: JourneyName): boolean {
  return (GUIDE_JOURNEYS as readonly string[]).includes(journey);
}

/** A moment with what it has until the next one. */
interface Room extends RoundMoment {
  readonly roomMs: number;
}

/** A journey's place in a round. */
interface Slot {
  readonly journey: JourneyName;
  /** Since the round's beginning. */
  readonly fromMs: number;
  readonly slotMs: number;
}

/** The longest slots that give all six journeys a place, else the guide's three. */
function slotsOf(room: Room, stages: readonly Stage[]): Slot[] {
  for (const [leastMs, journeys] of [
    [SLOT_OF_SIX_MS, JOURNEY_ORDER],
    [LEAST_SLOT_MS, GUIDE_JOURNEYS],
  ] as const) {
    for (let meanMs = MOST_SLOT_MS; meanMs >= leastMs; meanMs -= SLOT_STEP_MS) {
      const slots = inTurn(meanMs);
      if (slots.slice(0, journeys.length).every((slot) => hasPlace(room, stages, slot))) return slots;
    }
  }
  return inTurn(Math.max(Math.min(LEAST_SLOT_MS, room.roomMs / GUIDE_JOURNEYS.length), 1));
}

/** All journeys one after the other, with slots of this length for the average one of the guide. */
function inTurn(meanMs: number): Slot[] {
  let fromMs = 0;
  return JOURNEY_ORDER.map((journey) => {
    const slot = { journey, fromMs, slotMs: meanMs * SHARES[journey] };
    fromMs += slot.slotMs;
    return slot;
  });
}

/** Whether a slot ends before the next round, and its load is that of the round. */
function hasPlace({ atMs, roomMs }: Room, stages: readonly Stage[], { fromMs, slotMs }: Slot): boolean {
  // Shares add up with a rounding error.
  if (fromMs + slotMs > roomMs + 1) return false;
  const peak = peakVus(stages);
  const level = vusAt(stages, atMs);
  const before = vusAt(stages, atMs + fromMs);
  const after = vusAt(stages, atMs + fromMs + slotMs);
  return (
    Math.abs(after - before) <= STEADY_IN_SLOT * peak && Math.abs(after - level) <= STEADY_IN_ROUND * peak
  );
}

/** Each moment that leaves enough room to the one kept before it and to the end; the first always stays. */
function keepWhatFits(moments: readonly RoundMoment[], durationMs: number): Room[] {
  const neededMs = GUIDE_JOURNEYS.length * LEAST_SLOT_MS;
  const endMs = durationMs - Math.min(END_MARGIN_MS, durationMs / 10);
  const kept: RoundMoment[] = [];
  for (const moment of moments) {
    const before = kept.at(-1);
    const fits = before === undefined || moment.atMs - before.atMs >= neededMs;
    if (before === undefined || (fits && endMs - moment.atMs >= neededMs)) kept.push(moment);
  }
  return kept.map((each, index) => {
    const untilMs = kept[index + 1]?.atMs ?? endMs;
    return { ...each, roomMs: Math.max(untilMs - each.atMs, 0) };
  });
}
