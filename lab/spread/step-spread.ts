import type { StepRecord } from '../../src/record/round-record.ts';
import { type MedianInterval, medianInterval } from '../../src/verdict/median-interval.ts';
import { warmMedianMs } from '../../src/view/felt-time.ts';

/** How far the medians of one step lie apart from round to round. */
export interface StepSpread {
  readonly step: string;
  readonly rounds: number;
  /** The median of the rounds' medians, with its 95 % interval if there are enough rounds for one. */
  readonly middle: MedianInterval;
  readonly leastMs: number;
  readonly mostMs: number;
  /** Width of the middle half of the medians as a share of their median. */
  readonly middleHalf: number;
  /** Median of the cold visits; undefined when there were none. */
  readonly coldMs: number | undefined;
}

/**
 * The spread of each step of a journey.
 * @param rounds the steps of each round
 */
export function stepSpreads(rounds: readonly (readonly StepRecord[])[]): StepSpread[] {
  return (rounds[0] ?? []).flatMap(({ step }) => {
    const records = rounds.flatMap((round) => round.filter((each) => each.step === step));
    const medians = records.flatMap((record) => warmMedianMs(record) ?? []).toSorted((a, b) => a - b);
    const middle = medianInterval(medians);
    const [leastMs, mostMs] = [medians[0], medians.at(-1)];
    if (middle === undefined || leastMs === undefined || mostMs === undefined) return [];
    return {
      step,
      rounds: medians.length,
      middle,
      leastMs,
      mostMs,
      middleHalf: (quantile(medians, 0.75) - quantile(medians, 0.25)) / middle.median,
      coldMs: medianInterval(records.flatMap(({ coldMs }) => coldMs ?? []))?.median,
    };
  });
}

/**
 * Linear between the two nearest samples. Not jstat's `percentile`, which does not interpolate between the last two, nor
 * simple-statistics' `quantile`, which does not interpolate at all.
 */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}
