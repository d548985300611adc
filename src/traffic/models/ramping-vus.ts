import { setTimeout as sleep } from 'node:timers/promises';
import type { SimpleFaker } from '@faker-js/faker';
import type { Flow } from '../flows/flow.ts';
import { pickFlow } from '../flows/flow-mix.ts';
import { type Stage, stagesDurationMs, vusAt } from '../plan/stages.ts';
import type { VirtualUser } from '../users/virtual-user.ts';

const TICK_MS = 50;
/** How long users may take to finish the request under way when the stages are over. */
const DRAIN_MS = 3_000;
/** A user whose flow threw waits this long, so that a broken session is no busy loop. */
const AFTER_TROUBLE_MS = 1_000;

export interface RampingVusOptions {
  readonly stages: readonly Stage[];
  /** Makes the next user, already signed in. `index` counts from 0 and is not used twice at the same time. */
  makeUser(index: number): VirtualUser;
  /** Draws what a user does next; as the people of a dealership do by default. */
  nextFlow?(faker: SimpleFaker): Flow;
  /** Milliseconds since the traffic began. */
  elapsedMs(): number;
  /** Told when a flow ended by an error instead of by its own will, e.g. a session that could not be renewed. */
  onTrouble(error: unknown): void;
  /** Ends the traffic early; users finish the request under way. */
  readonly signal: AbortSignal;
}

/**
 * The closed model: a number of virtual users follows the stages, each doing one flow after the other with think
 * time in between, so the load on the target falls when the target gets slower, as it does with real people.
 */
export class RampingVus {
  readonly #options: RampingVusOptions;
  readonly #active: { index: number; user: VirtualUser }[] = [];
  readonly #lives = new Set<Promise<void>>();
  /** Those who have not left yet: the active ones, and the retired ones with a request under way. */
  readonly #present = new Set<VirtualUser>();
  readonly #freeIndexes: number[] = [];
  #made = 0;

  constructor(options: RampingVusOptions) {
    this.#options = options;
  }

  /** Virtual users that are active right now. */
  get vus(): number {
    return this.#active.length;
  }

  /** Follows the stages to their end, or until the signal; resolves when every user has left. */
  async run(): Promise<void> {
    const { stages, signal, elapsedMs } = this.#options;
    const endMs = stagesDurationMs(stages);
    while (elapsedMs() < endMs && !signal.aborted) {
      this.#adjust(vusAt(stages, elapsedMs()));
      await sleep(TICK_MS, undefined, { signal }).catch(() => undefined);
    }
    this.#adjust(0);
    await Promise.race([Promise.all(this.#lives), sleep(DRAIN_MS)]);
    await Promise.all([...this.#present].map((user) => user.leave()));
  }

  #adjust(wanted: number): void {
    while (this.#active.length < wanted) {
      const index = this.#freeIndexes.pop() ?? this.#made++;
      const user = this.#options.makeUser(index);
      this.#active.push({ index, user });
      this.#present.add(user);
      const life = this.#live(user).finally(() => {
        this.#lives.delete(life);
        this.#present.delete(user);
        this.#freeIndexes.push(index);
      });
      this.#lives.add(life);
    }
    while (this.#active.length > wanted) this.#active.pop()?.user.retire();
  }

  async #live(user: VirtualUser): Promise<void> {
    const { nextFlow = pickFlow } = this.#options;
    // People do not come to work in the same millisecond: the first step is spread over a second.
    await user.think(user.context.faker.number.int({ max: 1000 }));
    while (!user.isRetired) {
      try {
        await nextFlow(user.context.faker)(user);
      } catch (error) {
        this.#options.onTrouble(error);
        await user.think(AFTER_TROUBLE_MS);
      }
      // A flow of which nothing is offered must not spin.
      await user.think(1);
    }
    await user.leave();
  }
}
