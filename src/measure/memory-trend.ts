import type { Slice } from './slice.ts';

/** What grows before this is caches and compiled code, not a leak. */
const WARM_UP_MS = 5 * 60_000;
/** A line through fewer points says nothing. */
const LEAST_SLICES = 30;

/** How the generator's memory went after its warm-up. */
export interface MemoryTrend {
  readonly fromMs: number;
  readonly toMs: number;
  readonly meanBytes: number;
  readonly slopeBytesPerHour: number;
  /** What the slope adds up to between `fromMs` and `toMs`. */
  readonly changeBytes: number;
  /** Two standard deviations of the single readings around the line: a smaller change is noise. */
  readonly noiseBytes: number;
  readonly isFlat: boolean;
}

/**
 * Fits a line through the generator's resident memory (least squares), from the fifth minute on: over a long run it
 * must be flat, or the run's own length would change what it measures.
 *
 * @returns undefined for a run too short to tell
 */
export function memoryTrend(slices: readonly Slice[]): MemoryTrend | undefined {
  const points = slices
    .filter(({ fromMs }) => fromMs >= WARM_UP_MS)
    .map(({ toMs, health }) => ({ x: toMs, y: health.rssBytes }));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < LEAST_SLICES) return undefined;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanX = mean(points.map(({ x }) => x));
  const meanBytes = mean(points.map(({ y }) => y));
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanBytes), 0) / spread;
  const residuals = points.map(({ x, y }) => y - meanBytes - slope * (x - meanX));
  const noiseBytes = 2 * Math.sqrt(mean(residuals.map((residual) => residual ** 2)));
  const changeBytes = slope * (last.x - first.x);
  return {
    fromMs: first.x,
    toMs: last.x,
    meanBytes,
    slopeBytesPerHour: slope * 3_600_000,
    changeBytes,
    noiseBytes,
    isFlat: Math.abs(changeBytes) <= noiseBytes,
  };
}
