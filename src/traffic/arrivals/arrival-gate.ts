import type { ArrivalCounters } from '../../measure/arrival-counters.ts';
import { Fifo } from './fifo.ts';

/** An arrival that a user is about to send. */
export interface Arrival {
  /** On the run's clock, in milliseconds: where its latency counts from. */
  readonly intendedMs: number;
  /** Whether a user was free when it came: then the generator alone causes any delay of its start. */
  readonly userWasFree: boolean;
  /** How late the generator let it in, in milliseconds: its own fault, whether a user was free or not. */
  readonly noticedLateMs: number;
}

/**
 * Where arrivals meet the users that send them. Whoever comes first waits: a free user for the next arrival, an
 * arrival for the next free user. Both queues are first come, first served, so that nothing is left out and the load
 * is spread over all users.
 */
export class ArrivalGate {
  readonly #counters: ArrivalCounters;
  readonly #elapsedMs: () => number;
  readonly #free = new Fifo<(arrival: Arrival | undefined) => void>();
  readonly #waiting = new Fifo<Arrival>();
  #isClosed = false;

  constructor(counters: ArrivalCounters, elapsedMs: () => number) {
    this.#counters = counters;
    this.#elapsedMs = elapsedMs;
  }

  /** Arrivals that wait for a user. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** When the arrival that has waited longest for a user was to be sent, on the run's clock; undefined when none waits. */
  get waitingSinceMs(): number | undefined {
    return this.#waiting.first?.intendedMs;
  }

  /** How long each arrival that waits for a user has waited since the generator let it in, in milliseconds. */
  *waits(): Generator<number> {
    const nowMs = this.#elapsedMs();
    for (const { intendedMs, noticedLateMs } of this.#waiting) yield nowMs - intendedMs - noticedLateMs;
  }

  /** Users that wait for an arrival. */
  get free(): number {
    return this.#free.length;
  }

  /** The next arrival for a user that is free; undefined when the model has ended. */
  turn(): Promise<Arrival | undefined> {
    if (this.#isClosed) return Promise.resolve(undefined);
    const arrival = this.#waiting.shift();
    if (arrival !== undefined) return Promise.resolve(arrival);
    return new Promise((resolve) => this.#free.push(resolve));
  }

  /** Lets an arrival in, at the moment that the generator gets to it. */
  arrive(intendedMs: number): void {
    this.#counters.offered();
    const noticedLateMs = this.#elapsedMs() - intendedMs;
    const user = this.#free.shift();
    if (user !== undefined) {
      user({ intendedMs, userWasFree: true, noticedLateMs });
      return;
    }
    this.#counters.noticed(noticedLateMs);
    this.#waiting.push({ intendedMs, userWasFree: false, noticedLateMs });
  }

  /**
   * To be called by a user right before it sends the arrival's request.
   * @returns how much later than intended the request starts by the generator's own fault, in milliseconds
   */
  starts({ intendedMs, userWasFree, noticedLateMs }: Arrival): number {
    const lagMs = this.#elapsedMs() - intendedMs;
    this.#counters.started(lagMs);
    if (!userWasFree) return noticedLateMs;
    this.#counters.noticed(lagMs);
    return lagMs;
  }

  /** To be called instead of {@link starts} when the request of an arrival cannot be sent after all. */
  givesUp({ intendedMs }: Arrival): void {
    this.#counters.notSent(this.#elapsedMs() - intendedMs);
  }

  /** Ends the model: arrivals that still wait are not sent, and free users are sent home. */
  close(): void {
    this.#isClosed = true;
    for (let left = this.#waiting.shift(); left !== undefined; left = this.#waiting.shift())
      this.givesUp(left);
    for (let user = this.#free.shift(); user !== undefined; user = this.#free.shift()) user(undefined);
  }
}
