/** What an outbox works with. */
export interface EventOutboxOptions {
  /** Events that may wait; one more is an overflow. */
  readonly capacity: number;
  /** Sends one text frame and calls `done` once it has left, well or not. */
  readonly write: (frame: string, done: () => void) => void;
  /** Called for an event that finds the outbox full. The event itself is dropped. */
  readonly onOverflow: () => void;
  /** Runs `work` when the present tick has queued all it has to. Injected by tests. */
  readonly soon?: (work: () => void) => void;
}

/**
 * Events waiting for one socket. One frame is under way at a time; what is queued meanwhile, or within one tick,
 * leaves together in the next frame, separated by newlines. Receivers must split before they parse.
 */
export class EventOutbox {
  readonly #options: EventOutboxOptions;
  readonly #soon: (work: () => void) => void;
  #waiting: string[] = [];
  #busy = false;

  constructor(options: EventOutboxOptions) {
    this.#options = options;
    this.#soon = options.soon ?? setImmediate;
  }

  /** Queues one event, JSON text without newlines. */
  push(event: string): void {
    if (this.#waiting.length >= this.#options.capacity) {
      this.#options.onOverflow();
      return;
    }
    this.#waiting.push(event);
    if (this.#busy) return;
    this.#busy = true;
    this.#soon(() => this.#flush());
  }

  #flush(): void {
    if (this.#waiting.length === 0) {
      this.#busy = false;
      return;
    }
    const frame = this.#waiting.join('\n');
    this.#waiting = [];
    this.#options.write(frame, () => this.#flush());
  }
}
