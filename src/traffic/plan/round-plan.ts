import type { PlannedOverload } from './load-spans.ts';
import { spareHighestLoad } from './spare-highest-load.ts';
import { peakVus, type Stage, stagesDurationMs, vusAt } from './stages.ts';

/** More time than this for a journey's visits and its burst adds little to what is known of it. */
const MOST_SLOT_MS = 10_000;
/** Below this a journey and its burst cannot be fitted in; with less room there are fewer rounds. */
const LEAST_SLOT_MS = 8_000;
/**
 * The share of the time between two moments that their journeys may take, and what they may take where they need it. The
 * rest belongs to the scenario's users alone: limits are judged by that time only.
 */
const MEASURING_SHARE = 0.4;
const MOST_MEASURING_SHARE = 2 / 3;
const SLOT_STEP_MS = 500;
/** The last slot ends this long before the traffic does, so that its burst still has company. */
const END_MARGIN_MS = 1_000;
/** Within a slot the load may change by this share of the scenario's peak, since the round's beginning by that one. */
const STEADY_IN_SLOT = 0.1;
const STEADY_IN_ROUND = 0.25;

/** A journey as its row in the tables says when it is measured. */
export interface JourneyToPlan {
  readonly journey: string;
  /**
   * What its visits take, as a share of the mean of the guide's three; 1 when left out. With slots of these proportions
   * all journeys come to about as many visits. Measured without traffic, see docs/journeys.md.
   */
  readonly share?: number;
  /** Whether each round measures it. Others are measured in the rounds that have room for them. */
  readonly everyRound?: boolean;
}

/** A moment of the scenario at which journeys are measured. */
export interface RoundMoment {
  /** On the run's clock. */
  readonly atMs: number;
  /** What this moment of the scenario is, e.g. `at 100, early`. */
  readonly moment: string;
}

/** One planned pairing of a journey and its burst. */
export interface PlannedRound extends RoundMoment {
  readonly journey: string;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** What it has until the next one begins. */
  readonly slotMs: number;
  /** Virtual users that the stages have at that moment. */
  readonly vus: number;
}

/**
 * Plans the rounds: at each moment the journeys of every round one after the other, then the others as far as there is
 * room before the next moment and the load is still that of this one. A moment too close to the one before it, or to the
 * end, is left out; the first one always stays. Under overload rounds leave the highest load some time.
 *
 * @param journeys in the order in which they follow each other
 */
export function planRounds(
  moments: readonly RoundMoment[],
  stages: readonly Stage[],
  journeys: readonly JourneyToPlan[],
  overload?: PlannedOverload,
): PlannedRound[] {
  const always = journeys.filter(isInEveryRound);
  const inOrder = [...always, ...journeys.filter((journey) => !isInEveryRound(journey))];
  const rooms = keepWhatFits(moments, stagesDurationMs(stages), always.length * LEAST_SLOT_MS);
  const all = rooms.flatMap((room) => {
    const slots = slotsOf(room, stages, inOrder, always.length);
    return slots
      .filter((slot) => isInEveryRound(slot.journey) || hasPlace(room, stages, slot))
      .map(({ journey: { journey }, fromMs, slotMs }) => {
        const atMs = Math.round(room.atMs + fromMs);
        const { moment } = room;
        return { journey, atMs, slotMs: Math.round(slotMs), vus: vusAt(stages, atMs), moment };
      });
  });
  const planned = spareHighestLoad(all, overload);
  const numbers = new Map<string, number>();
  return planned.map((round) => {
    const number = (numbers.get(round.journey) ?? 0) + 1;
    numbers.set(round.journey, number);
    return { ...round, number, of: planned.filter(({ journey }) => journey === round.journey).length };
  });
}

function isInEveryRound({ everyRound }: JourneyToPlan): boolean {
  return everyRound === true;
}

/** A moment with what its journeys may take until the next one. */
interface Room extends RoundMoment {
  readonly roomMs: number;
}

/** A journey's place in a round. */
interface Slot {
  readonly journey: JourneyToPlan;
  /** Since the round's beginning. */
  readonly fromMs: number;
  readonly slotMs: number;
}

/** What the journeys of a moment may take, of its room. */
function measuringMs(roomMs: number, neededMs: number): number {
  return Math.min(roomMs * MOST_MEASURING_SHARE, Math.max(roomMs * MEASURING_SHARE, neededMs));
}

/** The longest slots that give all journeys a place, else those of every round, which come first. */
function slotsOf(
  room: Room,
  stages: readonly Stage[],
  journeys: readonly JourneyToPlan[],
  inEveryRound: number,
): Slot[] {
  for (const count of [journeys.length, inEveryRound]) {
    for (let meanMs = MOST_SLOT_MS; meanMs >= LEAST_SLOT_MS; meanMs -= SLOT_STEP_MS) {
      const slots = inTurn(journeys, meanMs);
      if (slots.slice(0, count).every((slot) => hasPlace(room, stages, slot))) return slots;
    }
  }
  return inTurn(journeys, Math.max(Math.min(LEAST_SLOT_MS, room.roomMs / inEveryRound), 1));
}

/** The journeys one after the other, with a slot of this length for one whose share is 1. */
function inTurn(journeys: readonly JourneyToPlan[], meanMs: number): Slot[] {
  let fromMs = 0;
  return journeys.map((journey) => {
    const slot = { journey, fromMs, slotMs: meanMs * (journey.share ?? 1) };
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

/**
 * Each moment that leaves its journeys the needed time, and the users time without them, before the next one and the end;
 * the first always stays.
 */
function keepWhatFits(moments: readonly RoundMoment[], durationMs: number, neededMs: number): Room[] {
  const endMs = durationMs - Math.min(END_MARGIN_MS, durationMs / 10);
  const kept: RoundMoment[] = [];
  const distanceMs = neededMs / MOST_MEASURING_SHARE;
  for (const moment of moments) {
    const before = kept.at(-1);
    const fits = before === undefined || moment.atMs - before.atMs >= distanceMs;
    if (before === undefined || (fits && endMs - moment.atMs >= distanceMs)) kept.push(moment);
  }
  return kept.map((each, index) => {
    const untilMs = kept[index + 1]?.atMs ?? endMs;
    return { ...each, roomMs: measuringMs(Math.max(untilMs - each.atMs, 0), neededMs) };
  });
}
