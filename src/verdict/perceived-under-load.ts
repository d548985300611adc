/** A step's time at one number of users: the rounds of a run that met as many. */
export interface PerceivedPoint {
  readonly vus: number;
  readonly medianMs: number;
  /**
   * Confidence interval of the median, 95 %. With fewer than six visits there is none: then it is the range of all of
   * them, which holds the median with 1 - 2^(1 - visits).
   */
  readonly lowMs: number;
  readonly highMs: number;
  readonly visits?: number;
  /** Largest contentful paint of the page or route that the step led to; left out where there was none. */
  readonly lcpMs?: number;
}

/** Where a limit is reached, in users. */
export interface LimitReached {
  readonly vus: number;
  /** Its uncertainty: where the interval's ends reach the limit, as far as the curve goes. */
  readonly lowVus?: number;
  readonly highVus?: number;
  /** The first point is over the limit already: it is reached with so many users or with fewer. */
  readonly orFewer?: true;
}

/** How a step's time grows with the users: the perceived-under-load curve. */
export interface PerceivedCurve {
  readonly journey: string;
  readonly step: string;
  /** By users, rising. */
  readonly points: readonly PerceivedPoint[];
  readonly limitMs: number;
  /** Interpolated between two points; left out when no measured point is over the limit: nothing is extrapolated. */
  readonly limitReached?: LimitReached;
}

/**
 * Where a curve reaches its limit for the first time, in a straight line between the last point below and the first one
 * that is not. The interval's upper ends reach it earlier, its lower ends later: between the two lies the true number.
 *
 * @param points by users, rising
 * @returns undefined when no point is over the limit
 */
export function limitReached(points: readonly PerceivedPoint[], limitMs: number): LimitReached | undefined {
  const crossing = (ms: (point: PerceivedPoint) => number): number | undefined => {
    const over = points.findIndex((point) => ms(point) >= limitMs);
    const [before, after] = [points[over - 1], points[over]];
    if (before === undefined || after === undefined) return undefined;
    const share = (limitMs - ms(before)) / (ms(after) - ms(before));
    return before.vus + share * (after.vus - before.vus);
  };
  const [first] = points;
  if (first !== undefined && first.medianMs >= limitMs) {
    const highVus = first.lowMs >= limitMs ? first.vus : crossing(({ lowMs }) => lowMs);
    return { vus: first.vus, ...(highVus !== undefined && { highVus }), orFewer: true };
  }
  const vus = crossing(({ medianMs }) => medianMs);
  if (vus === undefined) return undefined;
  const lowVus = crossing(({ highMs }) => highMs);
  const highVus = crossing(({ lowMs }) => lowMs);
  return { vus, ...(lowVus !== undefined && { lowVus }), ...(highVus !== undefined && { highVus }) };
}
