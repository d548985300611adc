import { sleep } from '../../src/base/clock.ts';
import { seededFaker } from '../../src/target/request-data/seeded-faker.ts';
import type { ArrivalGate } from '../../src/traffic/arrivals/arrival-gate.ts';
import { TroubleTime } from '../../src/traffic/users/trouble-time.ts';
import type { VirtualUser } from '../../src/traffic/users/virtual-user.ts';
import type { FakeClock } from './fake-clock.ts';

/** A user without a target: does its work at the pace that the test gives, and remembers what was done to it. */
export class FakeUser {
  readonly context: { readonly faker: ReturnType<typeof seededFaker> };
  readonly index: number;
  isRetired = false;
  sent = 0;
  left = 0;
  /** How late the generator was by its own account when it cut off the request under way; undefined when it did not. */
  cutLateMs: number | undefined;
  readonly #clock: FakeClock;
  readonly #trouble: TroubleTime;
  readonly #work: () => Promise<void>;
  readonly #gate: ArrivalGate | undefined;
  readonly #retired = new AbortController();
  readonly #gone = Promise.withResolvers<void>();

  /** @param work what each request takes */
  constructor(clock: FakeClock, index: number, work: () => Promise<void>, gate?: ArrivalGate) {
    this.context = { faker: seededFaker(index) };
    this.index = index;
    this.#clock = clock;
    this.#trouble = new TroubleTime(clock);
    this.#work = work;
    this.#gate = gate;
  }

  /** The user as the models take it: they use no more of it than there is here. */
  get asVirtualUser(): VirtualUser {
    return this as unknown as VirtualUser;
  }

  sends(): boolean {
    return true;
  }

  async do(): Promise<boolean> {
    if (this.isRetired) return false;
    if (this.#gate !== undefined) {
      const arrival = await this.#gate.turn();
      if (arrival === undefined) return false;
      this.#gate.starts(arrival);
    }
    this.sent += 1;
    await Promise.race([this.#work(), this.#gone.promise]);
    return true;
  }

  async think(ms: number): Promise<void> {
    await this.pause(ms);
  }

  async pause(ms: number): Promise<void> {
    if (!this.isRetired) await sleep(this.#clock, ms, this.#retired.signal);
  }

  rest(ms: number): Promise<void> {
    return this.#trouble.during(() => this.pause(ms));
  }

  takeTroubleMs(): number {
    return this.#trouble.takeMs();
  }

  retire(): void {
    this.isRetired = true;
    this.#trouble.end();
    this.#retired.abort();
  }

  async leave(ownDelayMs?: number): Promise<void> {
    this.left += 1;
    this.cutLateMs ??= ownDelayMs;
    this.#gone.resolve();
  }
}
