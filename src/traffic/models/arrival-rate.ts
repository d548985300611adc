import { setTimeout as sleep } from 'node:timers/promises';
import type { SimpleFaker } from '@faker-js/faker';
import type { ArrivalCounters } from '../../measure/arrival-counters.ts';
import { ArrivalGate } from '../arrivals/arrival-gate.ts';
import type { ArrivalSchedule } from '../arrivals/arrival-schedule.ts';
import { ArrivalWake, type Wake } from '../arrivals/arrival-wake.ts';
import type { Flow } from '../flows/flow.ts';
import { pickFlow } from '../flows/flow-mix.ts';
import type { VirtualUser } from '../users/virtual-user.ts';

/** Arrivals closer together than this are let in by one wake-up: the finest that an {@link ArrivalWake} can do. */
const LEAST_WAIT_MS = 0.1;
/**
 * The alarm is set ahead by this share of the time to the next arrival, and the rest waited for on the spot: a process
 * that sleeps takes 0.1 to 0.5 ms to wake up. So it costs at most this share of a core, and only where arrivals are
 * far enough apart for it to help.
 */
const AHEAD_SHARE = 0.15;
const MOST_AHEAD_MS = 0.5;
const AHEAD_FROM_MS = 2;
/** No wait is longer than this, so that an early end is noticed in time. */
const LONGEST_WAIT_MS = 50;
/** How long users may take to finish the request under way when the stages are over. */
const DRAIN_MS = 3_000;
/** A user whose flow threw, or found nothing to send, waits this long, so that it is no busy loop. */
const AFTER_TROUBLE_MS = 1_000;

export interface ArrivalRateOptions {
  readonly schedule: ArrivalSchedule;
  readonly durationMs: number;
  /** Users that are there from the beginning. */
  readonly users: number;
  /** Users at most: more are made when arrivals find none free. */
  readonly maxUsers: number;
  /** Makes a user whose requests wait for their turn at the gate. `index` counts from 0. */
  makeUser(index: number, gate: ArrivalGate): VirtualUser;
  /** Draws what a user does next; as the people of a dealership do by default. */
  nextFlow?(faker: SimpleFaker): Flow;
  readonly counters: ArrivalCounters;
  /** Milliseconds since the traffic began. */
  elapsedMs(): number;
  /** Told when a flow ended by an error instead of by its own will, e.g. a session that could not be renewed. */
  onTrouble(error: unknown): void;
  /** Ends the traffic early; users finish the request under way. */
  readonly signal: AbortSignal;
  /** The alarm clock; a real one by default. */
  startWake?(wake: () => void): Promise<Wake>;
}

/**
 * The open model: requests arrive on a schedule, however fast the target is, as those of the public do. An arrival is
 * one request, sent by a free user that goes on with its flow; users have no think time. An arrival that finds no user
 * free makes a new one, up to the maximum; beyond that it waits for a user, and the wait is part of its latency.
 */
export class ArrivalRate {
  readonly #options: ArrivalRateOptions;
  readonly #gate: ArrivalGate;
  readonly #users: VirtualUser[] = [];
  readonly #lives = new Set<Promise<void>>();
  #beginMs = 0;
  #nextMs: number | undefined;
  #gapMs = Number.POSITIVE_INFINITY;

  constructor(options: ArrivalRateOptions) {
    this.#options = options;
    this.#gate = new ArrivalGate(options.counters, () => options.elapsedMs());
  }

  /** Virtual users that there are right now, free or busy. */
  get vus(): number {
    return this.#users.length;
  }

  /** When the schedule began, in milliseconds since the traffic did: after the first users had been made. */
  get beganMs(): number {
    return this.#beginMs;
  }

  /** Lets arrivals in until the schedule's end, or until the signal; resolves when every user has left. */
  async run(): Promise<void> {
    const { users, schedule, startWake = ArrivalWake.start } = this.#options;
    while (this.#users.length < users) this.#makeUser();
    const over = Promise.withResolvers<void>();
    const wake = await startWake(() => turn());
    const turn = (): void => {
      let waitMs = this.#letIn();
      const aheadMs = this.#gapMs < AHEAD_FROM_MS ? 0 : Math.min(MOST_AHEAD_MS, AHEAD_SHARE * this.#gapMs);
      if (waitMs !== undefined && waitMs < aheadMs) {
        const untilMs = performance.now() + waitMs;
        while (performance.now() < untilMs);
        waitMs = this.#letIn();
      }
      if (waitMs === undefined) over.resolve();
      else wake.in(Math.min(LONGEST_WAIT_MS, Math.max(LEAST_WAIT_MS, waitMs - aheadMs)));
    };
    this.#beginMs = this.#options.elapsedMs();
    this.#nextMs = schedule.next();
    turn();
    await over.promise;
    await wake.stop();
    await this.#sendHome();
  }

  /** Lets all arrivals in that are due. Returns how long to wait for the next ones, undefined at the end. */
  #letIn(): number | undefined {
    const { schedule, durationMs, maxUsers, signal } = this.#options;
    for (;;) {
      const nowMs = this.#options.elapsedMs() - this.#beginMs;
      if (signal.aborted || (this.#nextMs === undefined && nowMs >= durationMs)) return undefined;
      if (this.#nextMs === undefined || this.#nextMs > nowMs) return (this.#nextMs ?? durationMs) - nowMs;
      this.#gate.arrive(this.#beginMs + this.#nextMs);
      // A new user goes straight to the gate and takes the arrival that waits longest.
      if (this.#gate.waiting > 0 && this.#users.length < maxUsers) this.#makeUser();
      const dueMs = this.#nextMs;
      this.#nextMs = schedule.next();
      this.#gapMs = (this.#nextMs ?? Number.POSITIVE_INFINITY) - dueMs;
    }
  }

  #makeUser(): void {
    const user = this.#options.makeUser(this.#users.length, this.#gate);
    this.#users.push(user);
    const life = this.#live(user).finally(() => this.#lives.delete(life));
    this.#lives.add(life);
  }

  async #live(user: VirtualUser): Promise<void> {
    const { nextFlow = pickFlow, onTrouble } = this.#options;
    while (!user.isRetired) {
      const sent = user.sent;
      try {
        await nextFlow(user.context.faker)(user);
      } catch (error) {
        onTrouble(error);
        await user.pause(AFTER_TROUBLE_MS);
      }
      if (user.sent === sent) await user.pause(AFTER_TROUBLE_MS);
    }
  }

  async #sendHome(): Promise<void> {
    for (const user of this.#users) user.retire();
    this.#gate.close();
    await Promise.race([Promise.all(this.#lives), sleep(DRAIN_MS, undefined, { ref: false })]);
    await Promise.all(this.#users.map((user) => user.leave()));
  }
}
