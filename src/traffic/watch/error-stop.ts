import type { Progress } from './progress.ts';

/** When a run ends because too much fails. */
export interface StopAbove {
  /** Share of the requests of the last ten seconds. */
  readonly errorRate: number;
  readonly forMs: number;
}

/** Says when requests have failed too often for too long: going on would only harm the target, or its logs. */
export class ErrorStop {
  readonly #limit: StopAbove | undefined;
  #sinceMs: number | undefined;

  /** @param limit undefined for a run that goes on whatever fails */
  constructor(limit: StopAbove | undefined) {
    this.#limit = limit;
  }

  /**
   * Why the run is to end; undefined while it is not. To be called with each progress. Seconds in which nothing ended, for
   * example since all users wait for a target that hangs, neither end the run nor begin the time anew.
   */
  look({
    elapsedMs,
    recentFailedShare,
  }: Pick<Progress, 'elapsedMs' | 'recentFailedShare'>): string | undefined {
    if (this.#limit === undefined) return undefined;
    const { errorRate, forMs } = this.#limit;
    if (recentFailedShare === undefined || recentFailedShare === null) return undefined;
    if (recentFailedShare <= errorRate) {
      this.#sinceMs = undefined;
      return undefined;
    }
    this.#sinceMs ??= elapsedMs;
    if (elapsedMs - this.#sinceMs < forMs) return undefined;
    return (
      `more than ${errorRate * 100} % of the requests failed for ${forMs / 1000} s, which ends the run ` +
      '(--stop-at-errors, STOP_AT_ERRORS)'
    );
  }
}
