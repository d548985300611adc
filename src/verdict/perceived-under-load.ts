/** A step's time at one number of users: one round of a run. */
export interface PerceivedPoint {
  readonly vus: number;
  readonly medianMs: number;
  /** Confidence interval of the median. */
  readonly lowMs: number;
  readonly highMs: number;
}

/** Where a limit is reached, in users. */
export interface LimitReached {
  readonly vus: number;
  /** Its uncertainty: where the interval's ends reach the limit, as far as the curve goes. */
  readonly lowVus?: number;
  readonly highVus?: number;
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
