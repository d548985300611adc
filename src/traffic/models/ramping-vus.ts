import { type Clock, realClock, sleep } from '../../base/clock.ts';
import type { DecidedLoad } from '../plan/planned-search.ts';
import { type Stage, stagesDurationMs, vusAt } from '../plan/stages.ts';
import type { VirtualUser } from '../users/virtual-user.ts';
import { Lives, type ModelOptions } from './lives.ts';

const TICK_MS = 50;
/** People do not come to work in the same millisecond: their first steps are spread over this time. */
const SPREAD_MS = 1_000;

export interface RampingVusOptions extends ModelOptions {
  readonly stages: readonly Stage[];
  /** Decides the number of users in place of the stages, which then only say how long that may go on. */
  readonly load?: DecidedLoad | undefined;
  /** Makes the next user, already signed in. `index` counts from 0 and is not used twice at the same time. */
  makeUser(index: number): VirtualUser;
}

/**
 * The closed model: the number of virtual users follows the stages. Each does one flow after the other with think time
 * in between, so the load falls when the target gets slower, as it does with real people.
 */
export class RampingVus {
  readonly #options: RampingVusOptions;
  readonly #clock: Clock;
  readonly #lives: Lives;
  readonly #active: VirtualUser[] = [];
  readonly #freeIndexes: number[] = [];
  #made = 0;
  #endedMs: number | undefined;

  constructor(options: RampingVusOptions) {
    this.#options = options;
    this.#clock = options.clock ?? realClock;
    this.#lives = new Lives(this.#clock, (error) => options.onTrouble(error), options.ownDelay);
  }

  /** Virtual users that are active right now. */
  get vus(): number {
    return this.#active.length;
  }

  /** When all users were sent home, in milliseconds since the traffic began: after that they end their last request. */
  get endedMs(): number | undefined {
    return this.#endedMs;
  }

  /** See {@link Lives.takeTroubleMs}. */
  takeTroubleMs(): number {
    return this.#lives.takeTroubleMs();
  }

  /** Follows the stages to their end, or until the signal; resolves when every user has left. */
  async run(): Promise<void> {
    const { stages, load, signal, elapsedMs } = this.#options;
    const endMs = stagesDurationMs(stages);
    while (elapsedMs() < endMs && load?.isOver !== true && !signal.aborted) {
      this.#adjust(load?.level ?? vusAt(stages, elapsedMs()));
      await sleep(this.#clock, TICK_MS, signal);
    }
    this.#endedMs = elapsedMs();
    this.#adjust(0);
    await this.#lives.end();
  }

  #adjust(wanted: number): void {
    while (this.#active.length < wanted) this.#addUser();
    while (this.#active.length > wanted) this.#active.pop()?.retire();
  }

  #addUser(): void {
    const { makeUser, nextFlow } = this.#options;
    const index = this.#freeIndexes.pop() ?? this.#made++;
    const user = makeUser(index);
    this.#active.push(user);
    const inMs = user.context.faker.number.int({ max: SPREAD_MS });
    this.#lives.begin(user, nextFlow, inMs, () => this.#freeIndexes.push(index));
  }
}
