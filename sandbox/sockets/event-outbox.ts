/** The dependencies of an outbox. */
export interface EventOutboxOptions {
  /** How many events may wait. */
  readonly capacity: number;
  /** Sends one text frame and calls `done` when it has been sent or has failed. */
  readonly write: (frame: string, done: () => void) => void;
  /** Called when an event is dropped because the outbox is full. */
  readonly onOverflow: () => void;
  /** Runs `work` after the current tick has queued its events. Tests inject their own. */
  readonly soon?: (work: () => void) => void;
}

/**
 * Events waiting for one socket. Sends one frame at a time. Events queued during that time, or within one tick, go
 * together into the next frame, separated by newlines. Receivers must split a frame before they parse it.
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
