import { type Clock, realClock } from '../../src/base/clock.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { SignInState } from '../../src/record/sign-in-state.ts';
import type { AccountPoolOptions } from '../../src/target/session/account-pool.ts';

/** How often the file is written that shows how far it is. */
const TELL_EVERY_MS = 200;
const LOOK_EVERY_MS = 250;

/** Tells how far the sign-in of users is, counts it for the run's budgets, and ends it when the run is stopped. */
export class SignInProgress {
  readonly #run: Pick<RunContext, 'clock' | 'allowance'>;
  readonly #of: number;
  readonly #tellOthers: (state: SignInState) => void;
  readonly #clock: Clock;
  readonly #startedMs: number;
  readonly #stop = new AbortController();
  readonly #stopLooking: () => void;
  #toldMs = Number.NEGATIVE_INFINITY;
  #done = 0;
  #made = 0;
  #waitsForLimit = false;
  #unspent = { requests: 0, writes: 0 };

  /** @param tell gets how far it is, not more often than anybody looks */
  constructor(
    run: Pick<RunContext, 'clock' | 'allowance'>,
    of: number,
    tell: (state: SignInState) => void,
    clock = realClock,
  ) {
    this.#run = run;
    this.#of = of;
    this.#tellOthers = tell;
    this.#clock = clock;
    this.#startedMs = clock.nowMs();
    this.#stopLooking = clock.every(LOOK_EVERY_MS, () => {
      if (run.clock.stopReason() !== undefined) this.#stop.abort();
    });
  }

  /** Aborts when the run is stopped. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** The budget of the rate limits; each request that it lets through is counted. */
  counting(budget: NonNullable<AccountPoolOptions['budget']>): NonNullable<AccountPoolOptions['budget']> {
    return {
      take: async (...asked) => {
        await budget.take(...asked);
        this.#unspent.requests += 1;
      },
    };
  }

  /** Notes that one more account was made. */
  registered(): void {
    this.#made += 1;
    this.#unspent.writes += 1;
  }

  /** Notes how many accounts are signed in. */
  signedIn(done: number): void {
    this.#done = done;
    if (done === this.#of || this.#clock.nowMs() - this.#toldMs >= TELL_EVERY_MS) this.#tell();
  }

  /** Notes that nobody goes on before the target's rate limit is free again. */
  waitsForLimit(): void {
    this.#waitsForLimit = true;
    this.#tell();
  }

  /** Writes what was not written yet, and stops looking after the run. */
  end(): void {
    this.#stopLooking();
    this.#waitsForLimit = false;
    this.#tell();
  }

  #tell(): void {
    const { clock, allowance } = this.#run;
    this.#toldMs = this.#clock.nowMs();
    const state: SignInState = {
      done: this.#done,
      of: this.#of,
      made: this.#made,
      sinceMs: Math.round(this.#toldMs - this.#startedMs),
      ...(this.#waitsForLimit && { waitsForLimit: true }),
    };
    this.#tellOthers(state);
    if (this.#unspent.requests > 0) allowance.note(this.#unspent);
    this.#unspent = { requests: 0, writes: 0 };
    const usedUp = allowance.usedUp();
    if (usedUp === undefined) return;
    clock.stop(usedUp, 'person');
    this.#stop.abort();
  }
}
