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
    return middleOfPoints(points.slice(index * size, (index + 1) * size));
  });
}

/** Of the four steps between the medians of five fifths, so many go up by so much of the whole rise, and none by more than that. */
const STEADY_STEPS = 3;
const LEAST_STEP = 0.08;
const MOST_STEP = 0.6;
/** Over a gap, what rises steadily goes up by as much of the rise as the gap is of the time, give or take a half. */
const MOST_STEP_IN_TIME = 1.5;

/** Whether values rise from beginning to end, and not in one step. */
export function risesSteadily(points: readonly Point[]): boolean {
  const bound = (fifth: number) => Math.round((fifth * points.length) / 5);
  const fifths = [0, 1, 2, 3, 4].flatMap((fifth) => {
    const part = points.slice(bound(fifth), bound(fifth + 1));
    return part.length === 0 ? [] : [middleOfPoints(part)];
  });
  const [first, last] = [fifths[0], fifths.at(-1)];
  if (first === undefined || last === undefined || fifths.length < 5 || last.y <= first.y) return false;
  const steps = fifths.slice(1).map(({ x, y }, index) => ({
    rise: (y - (fifths[index]?.y ?? 0)) / (last.y - first.y),
    time: (x - (fifths[index]?.x ?? 0)) / (last.x - first.x),
  }));
  return (
    steps.filter(({ rise }) => rise >= LEAST_STEP).length >= STEADY_STEPS &&
    steps.every(({ rise, time }) => rise <= Math.max(MOST_STEP, time * MOST_STEP_IN_TIME))
  );
}

function middleOfPoints(points: readonly Point[]): Point {
  return { x: median(points.map(({ x }) => x)) ?? 0, y: median(points.map(({ y }) => y)) ?? 0 };
}

/** The median, and how far values usually lie from it: 1.4826 times their median distance, a normal variable's deviation. */
export function middleOf(values: readonly number[]): { readonly middle: number; readonly spread: number } {
  const middle = median(values) ?? 0;
  return { middle, spread: 1.4826 * (median(values.map((value) => Math.abs(value - middle))) ?? 0) };
}
