import type { ChainStretch } from '../chain-wait.ts';
import type { StepMark } from './step-watch.ts';

/** A page's clock, read once, and the runner's clock before and after. */
export interface ClockReading {
  readonly timeOrigin: number;
  readonly nowMs: number;
  readonly askedMs: number;
  readonly answeredMs: number;
}

/** Without cross-origin isolation, browsers round `performance.now()` to this. */
const ROUNDED_TO_MS = 0.1;

/**
 * How the clock of a page's document differs from the runner's. Both are the machine's monotonic clock, which is never set, so the
 * difference stays the same and each reading narrows it down.
 */
export class PageClock {
  #timeOrigin = Number.NaN;
  #leastMs = Number.NEGATIVE_INFINITY;
  #mostMs = Number.POSITIVE_INFINITY;

  /** Takes in a reading. That of another document begins anew. */
  note({ timeOrigin, nowMs, askedMs, answeredMs }: ClockReading): void {
    if (timeOrigin !== this.#timeOrigin) {
      this.#timeOrigin = timeOrigin;
      this.#leastMs = Number.NEGATIVE_INFINITY;
      this.#mostMs = Number.POSITIVE_INFINITY;
    }
    this.#leastMs = Math.max(this.#leastMs, askedMs - nowMs - ROUNDED_TO_MS);
    this.#mostMs = Math.min(this.#mostMs, answeredMs - nowMs + ROUNDED_TO_MS);
  }

  /** The shortest stretch of the runner's clock that is known to contain the step; all time for one of another document. */
  contains({ timeOrigin, startMs, endMs }: StepMark): { fromMs: number; toMs: number } {
    if (timeOrigin !== this.#timeOrigin)
      return { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
    return { fromMs: startMs + this.#leastMs, toMs: endMs + this.#mostMs };
  }
}

/** What the runner did in a step. */
export interface RunnerPart {
  /** When its action was done, on its own clock. */
  readonly actedMs: number;
  /** Whether the page may have waited for it in addition, e.g. because it answers the page's requests. */
  readonly isAsked: boolean;
}

/**
 * How much of a step may be waits for a core, in milliseconds at most. A browser that slows a page down does so for as long as the page's
 * thread ran or waited, so each wait of that thread counts once more for each time that it is slower.
 *
 * @param mostMs the waits in a stretch, of all threads or of those with one part in it: see `ChainWait`
 * @param slowdown how many times slower than the machine the page is made; 1 where it is not
 */
export function mostOwnMs(
  mostMs: (stretch: ChainStretch) => number,
  stretch: ChainStretch,
  slowdown: number,
): number {
  const ms = mostMs(stretch);
  return slowdown === 1 ? ms : ms + (slowdown - 1) * mostMs({ ...stretch, part: 'page' });
}

/** When a step was, on the runner's clock, and until when the page may have waited for the runner. */
export function stepStretch(
  mark: StepMark,
  clock: PageClock,
  { actedMs, isAsked }: RunnerPart,
): ChainStretch {
  const { fromMs, toMs } = clock.contains(mark);
  // The browser navigates by itself. An action has several inputs, and the page may wait for the last of them.
  const lastAskedMs = mark.startedBy === 'navigation' ? fromMs : actedMs;
  return { fromMs, toMs, rootUntilMs: isAsked ? toMs : lastAskedMs };
}
