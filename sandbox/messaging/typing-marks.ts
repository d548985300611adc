/** Starts a timer that runs `work` once; returns a function that stops it. */
export type StartTimer = (work: () => void, afterMs: number) => () => void;

/** A mark expires after this time unless it is renewed. */
const autoStopMs = 5_000;

const startTimeout: StartTimer = (work, afterMs) => {
  const timer = setTimeout(work, afterMs).unref();
  return () => clearTimeout(timer);
};

/** Who is typing where, in memory. Each mark expires 5 s after its last renewal. */
export class TypingMarks {
  readonly #stops = new Map<string, () => void>();
  readonly #onAutoStop: (conversationId: string, userId: string) => void;
  readonly #startTimer: StartTimer;

  /** @param onAutoStop called for marks that expire, not for those that are removed */
  constructor(
    onAutoStop: (conversationId: string, userId: string) => void,
    startTimer: StartTimer = startTimeout,
  ) {
    this.#onAutoStop = onAutoStop;
    this.#startTimer = startTimer;
  }

  /** Sets, renews or removes a mark. */
  set(conversationId: string, userId: string, isTyping: boolean): void {
    const key = `${conversationId} ${userId}`;
    this.#stops.get(key)?.();
    this.#stops.delete(key);
    if (!isTyping) return;
    const stop = this.#startTimer(() => {
      this.#stops.delete(key);
      this.#onAutoStop(conversationId, userId);
    }, autoStopMs);
    this.#stops.set(key, stop);
  }

  isTyping(conversationId: string, userId: string): boolean {
    return this.#stops.has(`${conversationId} ${userId}`);
  }

  /** Removes all marks without events. */
  clear(): void {
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }
}
