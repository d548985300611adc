import type { ArrivalPattern } from '../../settings/table/run-rows.ts';
import { peakVus, type Stage } from '../plan/stages.ts';

/** One stage of an arrival rate: from the level before it to `targetPerSecond`, in a straight line. */
export interface RateStage {
  readonly durationSeconds: number;
  readonly targetPerSecond: number;
}

/** The stages of virtual users as stages of an arrival rate: the same shape, with its peak at `peakPerSecond`. */
export function rateStages(stages: readonly Stage[], peakPerSecond: number): RateStage[] {
  const peak = peakVus(stages);
  if (peak === 0)
    throw new Error('rateStages: checked the stages. Found: no users at all. Right: a peak > 0.');
  return stages.map(({ durationSeconds, targetVus }) => ({
    durationSeconds,
    targetPerSecond: (targetVus / peak) * peakPerSecond,
  }));
}

/** Draws the distances between arrivals, of mean 1. */
export function gapOf(pattern: ArrivalPattern, random: () => number = Math.random): () => number {
  return pattern === 'even' ? () => 1 : () => -Math.log(1 - random());
}

/**
 * The intended starts of an open model, one after the other. What the target does has no influence on them.
 *
 * The number of arrivals until a moment is the integral of the rate, so the next arrival is where the integral has
 * grown by 1 (even), or by an exponential draw of mean 1 (a Poisson process of changing rate, by time rescaling:
 * Cinlar, Introduction to Stochastic Processes, 1975, section 4.7).
 */
export class ArrivalSchedule {
  readonly #stages: readonly RateStage[];
  readonly #gap: () => number;
  #stage = 0;
  #stageStartMs = 0;
  #fromPerMs = 0;
  /** Place of the next arrival, in arrivals since the stage began. */
  #place: number;

  /**
   * @param options.firstPlace of the first arrival, in distances, for the pattern `even` alone; 0 by default
   * @param options.random uniform draws from 0 to below 1, for the pattern `poisson` alone
   */
  constructor(
    stages: readonly RateStage[],
    pattern: ArrivalPattern,
    { firstPlace = 0, random = Math.random }: { firstPlace?: number; random?: () => number } = {},
  ) {
    this.#stages = stages;
    this.#gap = gapOf(pattern, random);
    this.#place = pattern === 'even' ? firstPlace : this.#gap();
  }

  /** The next intended start in milliseconds since the first stage began; undefined after the last one. */
  next(): number | undefined {
    for (let stage = this.#stages[this.#stage]; stage !== undefined; stage = this.#stages[this.#stage]) {
      const durationMs = stage.durationSeconds * 1000;
      const toPerMs = stage.targetPerSecond / 1000;
      const arrivals = ((this.#fromPerMs + toPerMs) / 2) * durationMs;
      if (this.#place < arrivals) {
        const slope = (toPerMs - this.#fromPerMs) / durationMs;
        // The root of place = from t + slope t² / 2, in the form that holds for a slope of 0 too.
        const root = Math.sqrt(Math.max(0, this.#fromPerMs ** 2 + 2 * slope * this.#place));
        const atMs = this.#place === 0 ? 0 : (2 * this.#place) / (this.#fromPerMs + root);
        this.#place += this.#gap();
        return this.#stageStartMs + atMs;
      }
      this.#place -= arrivals;
      this.#stageStartMs += durationMs;
      this.#fromPerMs = toPerMs;
      this.#stage += 1;
    }
    return undefined;
  }
}
