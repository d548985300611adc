import { quantileSorted } from 'simple-statistics';
import { sum } from '../base/statistics/averages.ts';
import { seededFaker } from '../target/request-data/seeded-faker.ts';

/** Throughput at a concurrency. */
export interface LoadPoint {
  /** Users in the closed model; requests under way in the open one. */
  readonly concurrency: number;
  readonly requestsPerSecond: number;
}

/** The universal scalability law: X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1)). */
export interface ScalabilityLaw {
  /** Requests per second of a single user. */
  readonly lambda: number;
  /** Contention: the share of the work that has to wait its turn. */
  readonly sigma: number;
  /** Coherency: what users cost each other. */
  readonly kappa: number;
}

/** 95 % of the bootstrap's curves lie between. */
export interface FittedPoint {
  readonly concurrency: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface ScalabilityFit extends ScalabilityLaw {
  readonly points: readonly LoadPoint[];
  /** The law over the measured range, from the least concurrency to the most. */
  readonly curve: readonly FittedPoint[];
  /** Where throughput is highest; left out when it only grows, or the peak is beyond twice the measured range. */
  readonly peak?: { readonly concurrency: number; readonly low: number; readonly high?: number };
}

/** Three parameters, and at least two points that could contradict them. */
const LEAST_POINTS = 5;
const RESAMPLES = 200;
const CURVE_POINTS = 24;
/** A peak further out than this many times the measured range is a guess. */
const FURTHEST_PEAK = 2;

/** The throughput that the law gives. */
export function throughputAt({ lambda, sigma, kappa }: ScalabilityLaw, n: number): number {
  return (lambda * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1));
}

/**
 * Fits the universal scalability law by least squares, with its uncertainty by a bootstrap of the points' deviations.
 *
 * Source: N. J. Gunther, Guerrilla Capacity Planning (2007), chapters 4 to 6. The bootstrap resamples residuals: B. Efron,
 * R. Tibshirani, An Introduction to the Bootstrap (1993), section 9.4. It is seeded, so the same points give the same fit.
 *
 * @returns undefined with too few points of different concurrency
 */
export function fitScalability(points: readonly LoadPoint[]): ScalabilityFit | undefined {
  if (distinct(points) < LEAST_POINTS) return undefined;
  const law = fitLaw(points);
  const most = Math.max(...points.map(({ concurrency }) => concurrency));
  const least = Math.min(...points.map(({ concurrency }) => concurrency));
  const laws = resampled(points, law);
  const peak = peakOf(law);
  return {
    ...law,
    points,
    curve: Array.from({ length: CURVE_POINTS }, (_, index) => {
      // The law bends most where the concurrency is low, so most of the points are there.
      const concurrency = least + (most - least) * (index / (CURVE_POINTS - 1)) ** 2;
      const [low, high] = range(laws.map((each) => throughputAt(each, concurrency)));
      return { concurrency, low, middle: throughputAt(law, concurrency), high };
    }),
    ...(peak <= FURTHEST_PEAK * most && { peak: { concurrency: peak, ...peakRange(laws) } }),
  };
}

/** Fits to the law with the points' own deviations from it, drawn anew for each load: the loads were chosen, not drawn. */
function resampled(points: readonly LoadPoint[], law: ScalabilityLaw): ScalabilityLaw[] {
  const { number } = seededFaker(1);
  const deviations = points.map(
    ({ concurrency, requestsPerSecond }) => requestsPerSecond / throughputAt(law, concurrency),
  );
  const drawn = () => deviations[number.int({ max: deviations.length - 1 })] ?? 1;
  return Array.from({ length: RESAMPLES }, () =>
    fitLaw(
      points.map(({ concurrency }) => ({
        concurrency,
        requestsPerSecond: throughputAt(law, concurrency) * drawn(),
      })),
    ),
  );
}

/**
 * The law turned around is linear in three coefficients: N / X = 1 / lambda + (sigma / lambda) (N - 1) + (kappa / lambda)
 * N (N - 1). So the least squares of relative errors need no iteration. None of the coefficients may be below 0: of the
 * fits without some of the last two, the best one that keeps to that is taken.
 */
function fitLaw(points: readonly LoadPoint[]): ScalabilityLaw {
  const rows = points.map(({ concurrency: n, requestsPerSecond }) => {
    const relative = requestsPerSecond / n;
    return [relative, (n - 1) * relative, n * (n - 1) * relative];
  });
  const fits = [[0, 1, 2], [0, 1], [0, 2], [0]].flatMap((columns) => {
    const found = leastSquares(rows.map((row) => columns.map((column) => row[column] ?? 0)));
    if (found === undefined || found.some((each) => !(each >= 0)) || found[0] === 0) return [];
    const [ofUser = 0, contention = 0, coherency = 0] = [0, 1, 2].map(
      (each) => found[columns.indexOf(each)] ?? 0,
    );
    const errors = rows.map(
      ([a = 0, b = 0, c = 0]) => (a * ofUser + b * contention + c * coherency - 1) ** 2,
    );
    return [
      {
        law: { lambda: 1 / ofUser, sigma: contention / ofUser, kappa: coherency / ofUser },
        error: sum(errors),
      },
    ];
  });
  const [best] = fits.sort((a, b) => a.error - b.error);
  if (best === undefined)
    throw new Error('fitLaw: found no fit; right would be points of throughput above 0');
  return best.law;
}

/** The coefficients whose products with the rows come closest to 1, by the normal equations; undefined without a single solution. */
function leastSquares(rows: readonly (readonly number[])[]): number[] | undefined {
  const size = rows[0]?.length ?? 0;
  const matrix = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_unused, j) => sum(rows.map((row) => (row[i] ?? 0) * (row[j] ?? 0)))),
    sum(rows.map((row) => row[i] ?? 0)),
  ]);
  // Gauss and Jordan. The matrix is symmetric and not negative, so its diagonal serves as pivots.
  for (let pivot = 0; pivot < size; pivot += 1) {
    const row = matrix[pivot] ?? [];
    const divisor = row[pivot] ?? 0;
    if (!(divisor > 0)) return undefined;
    matrix[pivot] = row.map((value) => value / divisor);
    for (let other = 0; other < size; other += 1) {
      const factor = matrix[other]?.[pivot] ?? 0;
      if (other !== pivot)
        matrix[other] = (matrix[other] ?? []).map((value, at) => value - factor * (matrix[pivot]?.[at] ?? 0));
    }
  }
  return matrix.map((row) => row[size] ?? 0);
}

/** From dX/dN = 0. Infinite where the throughput only grows. */
function peakOf({ sigma, kappa }: ScalabilityLaw): number {
  return kappa <= 0 ? Number.POSITIVE_INFINITY : Math.sqrt(Math.max(0, 1 - sigma) / kappa);
}

function distinct(points: readonly LoadPoint[]): number {
  return new Set(points.map(({ concurrency }) => concurrency)).size;
}

function range(values: readonly number[]): [low: number, high: number] {
  const sorted = values.toSorted((a, b) => a - b);
  return [quantileSorted(sorted, 0.025), quantileSorted(sorted, 0.975)];
}

/** Where some of the curves only grow, the peak has no upper end. */
function peakRange(laws: readonly ScalabilityLaw[]) {
  const [low, high] = range(laws.map(peakOf));
  return { low, ...(Number.isFinite(high) && { high }) };
}
