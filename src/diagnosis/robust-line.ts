import { median } from '../base/statistics/averages.ts';
import { normalQuantile } from '../base/statistics/quantiles.ts';

/** A point of something over time: `x` is milliseconds. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line through points that a few wild ones do not bend. */
export interface RobustLine {
  /** Per millisecond. */
  readonly slope: number;
  /** Ends of the interval of the slope. */
  readonly lower: number;
  readonly upper: number;
  /** The value of the line at a moment. */
  at(x: number): number;
}

/** More points make no better line, only more work: there are half as many slopes as their square. */
const MOST_POINTS = 240;

/**
 * The line of Theil and Sen: its slope is the median of the slopes between all pairs of points, so that up to 29 % of them may be
 * anything. The interval is the one of Sen, from the variance of Kendall's score without ties: the slopes of the ranks
 * between which the true one lies.
 *
 * Source: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, J. Am. Stat. Assoc. 63 (1968).
 *
 * @param confidence two-sided, e.g. 0.95
 * @returns undefined for fewer than five points, and for points of one moment
 */
export function robustLine(points: readonly Point[], confidence: number): RobustLine | undefined {
  const some = thinned(points);
  const slopes: number[] = [];
  for (const [index, a] of some.entries())
    for (const b of some.slice(index + 1)) if (a.x !== b.x) slopes.push((b.y - a.y) / (b.x - a.x));
  if (some.length < 5 || slopes.length === 0) return undefined;
  slopes.sort((a, b) => a - b);
  const n = some.length;
  const half = normalQuantile(1 - (1 - confidence) / 2) * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const rank = (value: number) => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(value)))] ?? 0;
  const slope = median(slopes) ?? 0;
  const start = median(some.map(({ x, y }) => y - slope * x)) ?? 0;
  return {
    slope,
    lower: rank((slopes.length - half) / 2 - 1),
    upper: rank((slopes.length + half) / 2),
    at: (x) => start + slope * x,
  };
}

/** At most so many points, each the medians of its neighbours. */
function thinned(points: readonly Point[]): readonly Point[] {
  const size = Math.ceil(points.length / MOST_POINTS);
  if (size <= 1) return points;
  return Array.from({ length: Math.ceil(points.length / size) }, (_, index) => {
    const part = points.slice(index * size, (index + 1) * size);
    return { x: median(part.map(({ x }) => x)) ?? 0, y: median(part.map(({ y }) => y)) ?? 0 };
  });
}

/** Of the four steps between the medians of five fifths, so many go up by so much of the whole rise, and none by more than that. */
const STEADY_STEPS = 3;
const LEAST_STEP = 0.08;
const MOST_STEP = 0.6;

/** Whether values rise from beginning to end, and not in one step. */
export function risesSteadily(values: readonly number[]): boolean {
  const bound = (fifth: number) => Math.round((fifth * values.length) / 5);
  const medians = [0, 1, 2, 3, 4].flatMap(
    (fifth) => median(values.slice(bound(fifth), bound(fifth + 1))) ?? [],
  );
  const [first = 0, last = 0] = [medians[0], medians.at(-1)];
  if (medians.length < 5 || last <= first) return false;
  const steps = medians.slice(1).map((value, index) => (value - (medians[index] ?? 0)) / (last - first));
  return (
    steps.filter((step) => step >= LEAST_STEP).length >= STEADY_STEPS &&
    steps.every((step) => step <= MOST_STEP)
  );
}

/** The median, and how far values usually lie from it: 1.4826 times their median distance, a normal variable's deviation. */
export function middleOf(values: readonly number[]): { readonly middle: number; readonly spread: number } {
  const middle = median(values) ?? 0;
  return { middle, spread: 1.4826 * (median(values.map((value) => Math.abs(value - middle))) ?? 0) };
}
