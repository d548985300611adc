import type { ArrivalPattern } from '../../settings/table/run-rows.ts';
import type { DecidedLoad } from '../plan/planned-search.ts';
import { gapOf } from './arrival-schedule.ts';

/** The intended starts of an open model whose rate is decided while it runs. A new rate counts from the next arrival on. */
export class DecidedSchedule {
  readonly #load: DecidedLoad;
  readonly #gap: () => number;
  readonly #durationMs: number;
  #atMs = 0;

  /** @param durationMs the longest time that it may take */
  constructor(load: DecidedLoad, pattern: ArrivalPattern, durationMs: number) {
    this.#load = load;
    this.#gap = gapOf(pattern);
    this.#durationMs = durationMs;
  }

  /** The next intended start in milliseconds since the first one; undefined after the last one. */
  next(): number | undefined {
    const { level, isOver } = this.#load;
    if (isOver || this.#atMs >= this.#durationMs) return undefined;
    const atMs = this.#atMs;
    this.#atMs += (this.#gap() * 1000) / level;
    return atMs;
  }
}
