import type { Clock } from '../../base/clock.ts';

/** An event that arrived. `ownDelayUs` is how much earlier it may have been there, in microseconds. */
interface Arrived {
  readonly kind: 'arrived';
  readonly atMs: number;
  readonly ownDelayUs?: number;
}

/** What became of an awaited event: when it arrived, or why it did not. */
export type Arrival = Arrived | { readonly kind: Absence };

/** `down`: the socket was lost during the wait. `over`: the run ended. */
export type Absence = 'timeout' | 'down' | 'over';

/**
 * Waits for the event of one thing that is about to be made. The event usually comes before the reply that tells the
 * thing's id, so arrivals are kept from `expect` on, and looked up when the id is known.
 */
export class EventArrivals {
  readonly #clock: Clock;
  readonly #seen = new Map<string, Arrived>();
  #expecting = false;
  #absence: Absence | undefined;
  #awaited: { readonly id: string; readonly settle: (arrival: Arrival) => void } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins to keep arrivals: call it before the request that causes the event. */
  expect(): void {
    this.#seen.clear();
    this.#absence = undefined;
    this.#expecting = true;
  }

  /** An event of the thing with this id arrived. */
  note(id: string, atMs: number, ownDelayUs?: number): void {
    const arrival: Arrived = { kind: 'arrived', atMs, ...(ownDelayUs !== undefined && { ownDelayUs }) };
    if (this.#awaited?.id === id) this.#settle(arrival);
    else if (this.#expecting) this.#seen.set(id, arrival);
  }

  /** Nothing more will arrive. */
  end(kind: 'down' | 'over'): void {
    this.#absence = kind;
    this.#settle({ kind });
  }

  /** Stops keeping arrivals, e.g. since nothing was made after all. */
  forget(): void {
    this.#expecting = false;
    this.#seen.clear();
  }

  /** Waits for the event of this thing, for at most `timeoutMs`. */
  async of(id: string, timeoutMs: number): Promise<Arrival> {
    const arrived = this.#seen.get(id);
    const absence = this.#absence;
    this.forget();
    if (arrived !== undefined) return arrived;
    if (absence !== undefined) return { kind: absence };
    return new Promise((resolve) => {
      const cancel = this.#clock.after(timeoutMs, () => this.#settle({ kind: 'timeout' }));
      this.#awaited = {
        id,
        settle: (arrival) => {
          cancel();
          resolve(arrival);
        },
      };
    });
  }

  #settle(arrival: Arrival): void {
    const awaited = this.#awaited;
    this.#awaited = undefined;
    awaited?.settle(arrival);
  }
}
