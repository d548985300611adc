import { mean, sum } from '../base/statistics/averages.ts';
import type { Slice } from './slice.ts';

/** Growth before this is caches and compiled code, not a leak. */
const WARM_UP_MS = 5 * 60_000;
/** A line through fewer points says nothing. */
const LEAST_SLICES = 30;

/** Growth below this share of the whole still counts as flat: a process takes its pages bit by bit. */
const FLAT_SHARE = 0.01;

/** How the generator's memory went after its warm-up. */
export interface MemoryTrend {
  /**
   * `held`: what was left after full garbage collections. `resident`: what the system counts, where there were too few of
   * them; it includes what the engine keeps for objects to come, tens of megabytes more or less as it sees fit.
   */
  readonly of: 'held' | 'resident';
  readonly fromMs: number;
  readonly toMs: number;
  readonly meanBytes: number;
  readonly slopeBytesPerHour: number;
  /** What the slope adds up to between `fromMs` and `toMs`. */
  readonly changeBytes: number;
  /** What the change may be by chance alone: two of its standard errors. */
  readonly noiseBytes: number;
  readonly isFlat: boolean;
  /** Lowest and highest resident memory in that time. */
  readonly leastResidentBytes: number;
  readonly mostResidentBytes: number;
}

/**
 * Fits a line through the generator's memory (least squares), from the fifth minute on: over a long run it must be
 * flat, or the run's own length would change what it measures. Memory comes and goes in steps, so that
 * readings resemble their neighbours: the standard error counts only as many of them as are independent,
 * n (1 - r) / (1 + r) with r the correlation of each residual with the next (Bartlett; Santer et al., 2000,
 * J. Geophys. Res. 105, section 4.1). The last slice, in which users leave, is not looked at.
 *
 * @returns undefined for a run too short to tell
 */
export function memoryTrend(
  slices: readonly Pick<Slice, 'fromMs' | 'toMs' | 'health'>[],
): MemoryTrend | undefined {
  const warm = slices.slice(0, -1).filter(({ fromMs }) => fromMs >= WARM_UP_MS);
  const held = warm.flatMap(({ toMs, health: { heldBytes } }) =>
    heldBytes === undefined ? [] : [{ x: toMs, y: heldBytes }],
  );
  const resident = warm.map(({ toMs, health }) => ({ x: toMs, y: health.rssBytes }));
  const of = held.length >= LEAST_SLICES ? 'held' : 'resident';
  const points = of === 'held' ? held : resident;
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < LEAST_SLICES) return undefined;
  const meanX = mean(points.map(({ x }) => x));
  const meanBytes = mean(points.map(({ y }) => y));
  const spread = sum(points.map(({ x }) => (x - meanX) ** 2));
  const slope = sum(points.map(({ x, y }) => (x - meanX) * (y - meanBytes))) / spread;
  const residuals = points.map(({ x, y }) => y - meanBytes - slope * (x - meanX));
  const lengthMs = last.x - first.x;
  const changeBytes = slope * lengthMs;
  const noiseBytes = 2 * slopeError(residuals, spread) * lengthMs;
  return {
    of,
    fromMs: first.x,
    toMs: last.x,
    meanBytes,
    slopeBytesPerHour: slope * 3_600_000,
    changeBytes,
    noiseBytes,
    isFlat: Math.abs(changeBytes) <= Math.max(noiseBytes, FLAT_SHARE * meanBytes),
    leastResidentBytes: Math.min(...resident.map(({ y }) => y)),
    mostResidentBytes: Math.max(...resident.map(({ y }) => y)),
  };
}

function slopeError(residuals: readonly number[], spread: number): number {
  const squares = sum(residuals.map((residual) => residual ** 2));
  if (squares === 0) return 0;
  const products = sum(residuals.slice(1).map((residual, index) => residual * (residuals[index] ?? 0)));
  const correlation = Math.max(0, products / squares);
  const independent = Math.max(3, (residuals.length * (1 - correlation)) / (1 + correlation));
  return Math.sqrt(squares / (independent - 2) / spread);
}
