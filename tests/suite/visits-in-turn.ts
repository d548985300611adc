import type { StepParts } from '../../src/measure/page/step-parts.ts';
import type { StepRecord } from '../../src/run/round-record.ts';
import type { JourneyVisits } from './journey-visits.ts';

/** The same journey on a sound target, and where something is wrong. */
export interface Pair<T> {
  readonly sound: T;
  readonly wrong: T;
}

/** A difference of medians, and how far it may be off with 95 % confidence. */
export interface Growth {
  readonly ms: number;
  readonly uncertainMs: number;
}

/** Growth is to be found within 5 % of 300 ms: half of that is for chance. */
const KNOWN_WITHIN_MS = (300 * 0.05) / 2;
/** A visit to warm up and five that count. */
const LEAST_VISITS = 6;
/** On a machine that is busy with other things no number of visits may be enough. */
const MOST_VISITS = 15;

/**
 * Takes visit after visit in turn, so that both targets see the same machine, until it is known well enough by how much
 * a part of a step grew. Closes both.
 */
export async function visitInTurn(
  { sound, wrong }: Pair<JourneyVisits>,
  step: string,
  part: keyof StepParts,
): Promise<void> {
  let uncertaintyMs = Number.POSITIVE_INFINITY;
  for (let visit = 1; visit <= MOST_VISITS && uncertaintyMs > KNOWN_WITHIN_MS; visit += 1) {
    for (const journey of [sound, wrong]) await journey.visit();
    if (visit < LEAST_VISITS) continue;
    uncertaintyMs = uncertaintyOf({ sound, wrong }, step, part);
  }
  for (const journey of [sound, wrong]) await journey.close();
}

/** By how much each part of a step grew: difference of the medians of the visits. */
export function partsGrewBy({ sound, wrong }: Pair<JourneyVisits>, step: string): StepParts {
  const grewBy = (part: keyof StepParts) =>
    at(valuesOf(wrong, step, part), 0.5) - at(valuesOf(sound, step, part), 0.5);
  const grown = partNames(sound, step).map((part) => [part, grewBy(part)]);
  return Object.fromEntries(grown) as unknown as StepParts;
}

/** The parts of a step that grew, with 95 % confidence, by more than so much, e.g. `scriptMs by 310.0 ± 8.0`. */
export function partsGrownBeyond(
  pair: Pair<JourneyVisits>,
  step: string,
  ms: number,
): [part: string, told: string][] {
  const grown = partsGrewBy(pair, step);
  return partNames(pair.sound, step).flatMap((part) => {
    const uncertainMs = uncertaintyOf(pair, step, part);
    if (grown[part] - uncertainMs <= ms) return [];
    return [[part, `${part} by ${grown[part].toFixed(1)} ± ${uncertainMs.toFixed(1)}`]];
  });
}

/** By how much the largest paint came later, in milliseconds, and how far that may be off with 95 % confidence. */
export function largestPaintGrewBy({ sound, wrong }: Pair<JourneyVisits>, step: string): Growth {
  const lcpMs = (journey: JourneyVisits) =>
    journey.taken(step).map(({ vitals }) => vitals?.lcpMs ?? Number.NaN);
  const [before, after] = [lcpMs(sound), lcpMs(wrong)];
  return { ms: at(after, 0.5) - at(before, 0.5), uncertainMs: Math.hypot(notchMs(before), notchMs(after)) };
}

/** What a round's record would say of a step; an error without it. */
export function stepOf(journey: JourneyVisits, name: string): StepRecord {
  const found = journey.steps().find(({ step }) => step === name);
  if (found === undefined) throw new Error(`found no step '${name}'`);
  return found;
}

function partNames(journey: JourneyVisits, step: string): (keyof StepParts)[] {
  return Object.keys(journey.taken(step)[0]?.parts ?? {}) as (keyof StepParts)[];
}

/** How far the growth of a part may be from what endless visits would say, with 95 % confidence. */
export function uncertaintyOf(
  { sound, wrong }: Pair<JourneyVisits>,
  step: string,
  part: keyof StepParts,
): number {
  return Math.hypot(notchMs(valuesOf(sound, step, part)), notchMs(valuesOf(wrong, step, part)));
}

function valuesOf(journey: JourneyVisits, step: string, part: keyof StepParts): number[] {
  return journey.taken(step).flatMap(({ parts }) => (parts === undefined ? [] : [parts[part]]));
}

/** How well a median is known, with 95 %: McGill, Tukey and Larsen, Variations of box plots, 1978. */
function notchMs(values: readonly number[]): number {
  return (1.57 * (at(values, 0.75) - at(values, 0.25))) / Math.sqrt(values.length);
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.round((values.length - 1) * share)] ?? Number.NaN;
}
