import { realClock } from '../../base/clock.ts';
import type { ArrivalCounters } from '../../measure/arrival-counters.ts';
import { ArrivalGate } from '../arrivals/arrival-gate.ts';
import type { ArrivalSchedule } from '../arrivals/arrival-schedule.ts';
import { ArrivalWake, type Wake } from '../arrivals/arrival-wake.ts';
import type { VirtualUser } from '../users/virtual-user.ts';
import { Lives, type ModelOptions } from './lives.ts';

/** No wait is longer than this, so that an early end is noticed in time. */
const LONGEST_WAIT_MS = 50;

export interface ArrivalRateOptions extends ModelOptions {
  readonly schedule: Pick<ArrivalSchedule, 'next'>;
  /** Arrivals or not, the model lasts as long. */
  readonly durationMs: number;
  /** Users that are there from the beginning. */
  readonly users: number;
  /** Users at most: more are made when an arrival finds none free. */
  readonly maxUsers: number;
  /** Makes a user whose requests wait for their turn at the gate. `index` counts from 0. */
  makeUser(index: number, gate: ArrivalGate): VirtualUser;
  readonly counters: ArrivalCounters;
  /** Whether each slice has how long those arrivals have waited that wait for a user at its end; false by default. */
  readonly keepsWaits?: boolean;
  /** The alarm clock; a real one by default. */
  startWake?(wake: () => void): Promise<Wake>;
}

/**
 * The open model: requests arrive on a schedule, however fast the target is, as those of the public do. An arrival is
 * one request, sent by a free user, which goes on with its flow; users have no think time. An arrival that finds no user
 * free makes a new one, up to the maximum; beyond that it waits for a user, and the wait is part of its latency. One that still waits
 * at the end is given up, and its wait is kept.
 */
export class ArrivalRate {
  readonly #options: ArrivalRateOptions;
  readonly #gate: ArrivalGate;
  readonly #lives: Lives;
  #made = 0;
  #beginMs = 0;
  #nextMs: number | undefined;
  #gapMs = Number.POSITIVE_INFINITY;

  constructor(options: ArrivalRateOptions) {
    this.#options = options;
    const { clock = realClock, ownDelay, counters, keepsWaits } = options;
    this.#gate = new ArrivalGate(counters, () => options.elapsedMs());
    if (keepsWaits === true) counters.waits = () => this.#gate.waits();
    this.#lives = new Lives(clock, (error) => options.onTrouble(error), ownDelay);
  }

  /** Virtual users at this moment, free or busy. */
  get vus(): number {
    return this.#made;
  }

  /** See {@link ArrivalGate.waitingSinceMs}. */
  get waitingSinceMs(): number | undefined {
    return this.#gate.waitingSinceMs;
  }

  /** See {@link Lives.takeTroubleMs}. */
  takeTroubleMs(): number {
    return this.#lives.takeTroubleMs();
  }

  /** When the schedule began, in milliseconds since the traffic did: after the first users had been made. */
  get beganMs(): number {
    return this.#beginMs;
  }

  /** Lets arrivals in until the schedule's end, or until the signal; resolves when every user has left. */
  async run(): Promise<void> {
    const { users, schedule, startWake = ArrivalWake.start } = this.#options;
    while (this.#made < users) this.#addUser();
    const over = Promise.withResolvers<void>();
    const wake = await startWake(() => turn());
    const turn = (): void => {
      const waitMs = this.#letIn();
      if (waitMs === undefined) over.resolve();
      else wake.in(Math.min(LONGEST_WAIT_MS, waitMs), this.#gapMs);
    };
    this.#beginMs = this.#options.elapsedMs();
    this.#nextMs = schedule.next();
    turn();
    await over.promise;
    await wake.stop();
    this.#lives.retire();
    this.#gate.close();
    await this.#lives.end();
  }

  /** Lets all arrivals in that are due. Returns how long to wait for the next ones, undefined at the end. */
  #letIn(): number | undefined {
    const { schedule, durationMs, maxUsers, signal } = this.#options;
    for (;;) {
      const nowMs = this.#options.elapsedMs() - this.#beginMs;
      if (signal.aborted || (this.#nextMs === undefined && nowMs >= durationMs)) return undefined;
      if (this.#nextMs === undefined || this.#nextMs > nowMs) return (this.#nextMs ?? durationMs) - nowMs;
      this.#gate.arrive(this.#beginMs + this.#nextMs);
      // A new user goes straight to the gate and takes the arrival that has waited longest.
      if (this.#gate.waiting > 0 && this.#made < maxUsers) this.#addUser();
      const dueMs = this.#nextMs;
      this.#nextMs = schedule.next();
      this.#gapMs = (this.#nextMs ?? Number.POSITIVE_INFINITY) - dueMs;
    }
  }

  #addUser(): void {
    const { makeUser, nextFlow } = this.#options;
    const user = makeUser(this.#made, this.#gate);
    this.#made += 1;
    this.#lives.begin(user, nextFlow);
  }
}
