/** Starts a timer that runs `work` once and gives back what stops it. */
export type StartTimer = (work: () => void, afterMs: number) => () => void;

/** A mark not renewed for this long goes out by itself. */
const autoStopMs = 5_000;

const startTimeout: StartTimer = (work, afterMs) => {
  const timer = setTimeout(work, afterMs).unref();
  return () => clearTimeout(timer);
};

/** Who is typing where, in memory. Each mark goes out by itself 5 s after it was last renewed. */
export class TypingMarks {
  readonly #stops = new Map<string, () => void>();
  readonly #onAutoStop: (conversationId: string, userId: string) => void;
  readonly #startTimer: StartTimer;

  /** `onAutoStop` is told of marks that went out by themselves, not of those taken back. */
  constructor(
    onAutoStop: (conversationId: string, userId: string) => void,
    startTimer: StartTimer = startTimeout,
  ) {
    this.#onAutoStop = onAutoStop;
    this.#startTimer = startTimer;
  }

  /** Sets or renews a mark, or takes it back. */
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

  /** Takes all marks back without telling anyone. */
  clear(): void {
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }
}
