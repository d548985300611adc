import { sum } from '../../src/base/statistics/averages.ts';
import type { StepParts } from '../../src/measure/page/step-parts.ts';
import type { StepRecord } from '../../src/record/round-record.ts';
import type { MeasuredStep } from '../../src/record/step-records.ts';
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
  for (let visit = 1; visit <= MOST_VISITS; visit += 1) {
    for (const journey of [sound, wrong]) await journey.visit();
    if (visit >= LEAST_VISITS && partGrewBy({ sound, wrong }, step, part).uncertainMs <= KNOWN_WITHIN_MS)
      break;
  }
  for (const journey of [sound, wrong]) await journey.close();
}

/** By how much a part of a step grew. */
export function partGrewBy(pair: Pair<JourneyVisits>, step: string, part: keyof StepParts): Growth {
  return grewBy(pair, step, ({ parts }) => parts?.[part]);
}

/** By how much several parts of a step grew together. */
export function partsGrewBy(pair: Pair<JourneyVisits>, step: string, ...names: (keyof StepParts)[]): Growth {
  return grewBy(pair, step, ({ parts }) => parts && sum(names.map((name) => parts[name])));
}

/** By how much a step grew as a whole. */
export function stepGrewBy(pair: Pair<JourneyVisits>, step: string): Growth {
  return grewBy(pair, step, ({ ms }) => ms);
}

/** By how much later the largest paint of a step came. */
export function largestPaintGrewBy(pair: Pair<JourneyVisits>, step: string): Growth {
  return grewBy(pair, step, ({ vitals }) => vitals?.lcpMs);
}

/** The parts of a step that grew, with 95 % confidence, by more than so much, e.g. `scriptMs by 310.0 ± 8.0`. */
export function partsGrownBeyond(
  pair: Pair<JourneyVisits>,
  step: string,
  atLeastMs: number,
): [part: string, told: string][] {
  const parts = pair.sound.taken(step)[0]?.parts;
  if (parts === undefined) throw new Error(`step '${step}' has no parts`);
  return (Object.keys(parts) as (keyof StepParts)[]).flatMap((part) => {
    const { ms, uncertainMs } = partGrewBy(pair, step, part);
    if (ms - uncertainMs <= atLeastMs) return [];
    return [[part, `${part} by ${ms.toFixed(1)} ± ${uncertainMs.toFixed(1)}`]];
  });
}

/** What a round's record would say of a step; an error without it. */
export function stepOf(journey: JourneyVisits, name: string): StepRecord {
  const found = journey.steps().find(({ step }) => step === name);
  if (found === undefined) throw new Error(`found no step '${name}'`);
  return found;
}

/** A visit that does not tell makes the growth NaN, which no expectation takes. */
function grewBy(
  { sound, wrong }: Pair<JourneyVisits>,
  step: string,
  of: (step: MeasuredStep) => number | undefined,
): Growth {
  const values = (journey: JourneyVisits) => journey.taken(step).map((taken) => of(taken) ?? Number.NaN);
  const [before, after] = [values(sound), values(wrong)];
  if ([...before, ...after].some(Number.isNaN)) return { ms: Number.NaN, uncertainMs: Number.NaN };
  return { ms: at(after, 0.5) - at(before, 0.5), uncertainMs: Math.hypot(notchMs(before), notchMs(after)) };
}

/** How well a median is known, with 95 %: McGill, Tukey and Larsen, Variations of box plots, 1978. */
function notchMs(values: readonly number[]): number {
  return (1.57 * (at(values, 0.75) - at(values, 0.25))) / Math.sqrt(values.length);
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.round((values.length - 1) * share)] ?? Number.NaN;
}
