import type { Clock } from '../../base/clock.ts';
import type { Draws } from '../../target/request-data/user-faker.ts';
import type { Flow } from '../flows/flow.ts';
import type { VirtualUser } from '../users/virtual-user.ts';
import { type DelayBound, drain } from './drain.ts';

/** How long users may take to finish the request under way when the traffic is over. */
const DRAIN_MS = 3_000;
/** A user whose flow threw, or found nothing to send, rests this long: otherwise it would be a busy loop. */
const REST_MS = 1_000;

/** What a user does next. */
export type NextFlow = (faker: Draws) => Flow;

/** What the models have in common. */
export interface ModelOptions {
  /** Draws what a user does next. */
  readonly nextFlow: NextFlow;
  /** The real clock by default. */
  readonly clock?: Clock;
  /** Bounds what the generator adds to the waiting of requests that are cut off at the end; nothing by default. */
  readonly ownDelay?: DelayBound;
  /** Milliseconds since the traffic began. */
  elapsedMs(): number;
  /** Called when a flow ended by an error, e.g. since a session could not be renewed. */
  onTrouble(error: unknown): void;
  /** Ends the traffic early; users finish the request under way. */
  readonly signal: AbortSignal;
}

/** Virtual users at work, each doing one flow after the other until it is retired. */
export class Lives {
  readonly #clock: Clock;
  readonly #onTrouble: (error: unknown) => void;
  readonly #ownDelay: DelayBound;
  readonly #running = new Map<VirtualUser, Promise<void>>();
  #troubleMs = 0;

  /**
   * @param onTrouble called when a flow ended by an error, e.g. since a session could not be renewed
   * @param ownDelay see {@link ModelOptions}
   */
  constructor(clock: Clock, onTrouble: (error: unknown) => void, ownDelay?: DelayBound) {
    this.#clock = clock;
    this.#onTrouble = onTrouble;
    this.#ownDelay = ownDelay;
  }

  /**
   * Sets a user to work.
   * @param inMs how long it waits before its first flow
   * @param hasLeft called when it was retired, has finished its request and has closed its connection
   */
  begin(user: VirtualUser, nextFlow: NextFlow, inMs = 0, hasLeft?: () => void): void {
    const life = this.#live(user, nextFlow, inMs).finally(() => {
      this.#troubleMs += user.takeTroubleMs();
      this.#running.delete(user);
      hasLeft?.();
    });
    this.#running.set(user, life);
  }

  /**
   * How long users could not work since the last call, all of them together, in milliseconds: their session was renewed, a rate
   * limiter made them wait, or they rested after a flow that ended by an error.
   */
  takeTroubleMs(): number {
    let ms = this.#troubleMs;
    this.#troubleMs = 0;
    for (const user of this.#running.keys()) ms += user.takeTroubleMs();
    return ms;
  }

  /** Retires all users. */
  retire(): void {
    for (const user of this.#running.keys()) user.retire();
  }

  /**
   * Waits for the last requests of the retired users. Those that are still under way after a while are cut off, and what the
   * generator was late by does not count as waiting for the target.
   */
  async end(drainMs = DRAIN_MS): Promise<void> {
    const ownDelayMs = await drain(this.#clock, drainMs, this.#running.values(), this.#ownDelay);
    await Promise.all([...this.#running.keys()].map((user) => user.leave(ownDelayMs)));
  }

  async #live(user: VirtualUser, nextFlow: NextFlow, inMs: number): Promise<void> {
    if (inMs > 0) await user.pause(inMs);
    while (!user.isRetired) {
      const sent = user.sent;
      try {
        await nextFlow(user.context.faker)(user);
        if (user.sent === sent) await user.pause(REST_MS);
      } catch (error) {
        this.#onTrouble(error);
        await user.rest(REST_MS);
      }
    }
    await user.leave();
  }
}
