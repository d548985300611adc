import type { Clock } from '../../base/clock.ts';
import type { Exchange } from '../http/exchange.ts';
import { announcedLimit, retryAfterSeconds } from '../http/rate-limit-headers.ts';
import { USABLE_SHARE, usableOf } from '../request-budget.ts';

/** Of a limit that names no window. */
const WINDOW_MS = 60_000;
/** Between two requests while the traffic's own requests still use the limit up; each reply says what is left. */
const WHILE_LOW_MS = 5_000;
const FIRST_PAUSE_MS = 1_000;
/** How soon a request looks again whether the one before it has its reply. */
const ONE_AT_A_TIME_MS = 10;
/** A limiter that announces nothing lets at least so many requests a minute through. */
const LEAST_PER_MINUTE = 10;

type Headers = Exchange['headers'];

/**
 * Says when a clean-up may send its next request, so that the target's rate limiter refuses none: it counts what was sent
 * in the last minute, and reads from each reply how much of the limit is left.
 */
export class RemovalPace {
  readonly #clock: Clock;
  /** When the requests of the last window were sent. */
  readonly #sentMs: number[] = [];
  /** Requests in a window; undefined while nothing says that there is a limit. */
  #most: number | undefined;
  #windowMs = WINDOW_MS;
  #isLow = false;
  /** The first request, and the first after a refusal, goes alone: its reply says what the limiter lets through. */
  #isAlone = true;
  #notBeforeMs = 0;
  #pauses = 0;

  /** @param limitPerMinute what is known of the limit beforehand */
  constructor(clock: Clock, limitPerMinute?: number) {
    this.#clock = clock;
    this.#most = limitPerMinute === undefined ? undefined : usableOf(limitPerMinute);
  }

  /** How long the next request has to wait, in milliseconds. */
  waitMs(underWay: number): number {
    const nowMs = this.#clock.nowMs();
    const most = this.#most ?? Number.POSITIVE_INFINITY;
    const sent = this.#sentInWindow();
    const lastMs = sent.at(-1) ?? Number.NEGATIVE_INFINITY;
    const turnMs = this.#isAlone && underWay > 0 ? nowMs + ONE_AT_A_TIME_MS : 0;
    const freeMs = sent.length < most ? 0 : (sent[sent.length - most] ?? 0) + this.#windowMs;
    const lowMs = this.#isLow ? lastMs + WHILE_LOW_MS : 0;
    return Math.max(0, this.#notBeforeMs - nowMs, turnMs - nowMs, freeMs - nowMs, lowMs - nowMs);
  }

  /** A request leaves now. */
  sent(): void {
    this.#sentMs.push(this.#clock.nowMs());
  }

  /** A reply that was not refused came. A limiter that is switched off always announces its whole limit as left. */
  answered(headers: Headers): void {
    this.#isAlone = false;
    const announced = announcedLimit(headers);
    if (announced === undefined) return;
    const { limit, remaining, windowSeconds } = announced;
    if (remaining !== undefined && remaining >= limit) return;
    this.#most = usableOf(limit);
    this.#windowMs = windowSeconds * 1000;
    this.#isLow = remaining !== undefined && remaining <= limit * (1 - USABLE_SHARE);
  }

  /**
   * The limiter refused a request (429).
   * @returns how long all requests pause, in milliseconds; undefined when an earlier refusal has set the pause
   */
  refused(headers: Headers): number | undefined {
    const nowMs = this.#clock.nowMs();
    this.#isAlone = true;
    // It was never let through, so it does not count.
    const accepted = this.#sentInWindow().length - 1;
    this.#sentMs.pop();
    if (nowMs < this.#notBeforeMs) return undefined;
    const seconds = retryAfterSeconds(headers);
    const pauseMs =
      seconds === undefined ? Math.min(WINDOW_MS, FIRST_PAUSE_MS * 2 ** this.#pauses) : seconds * 1000;
    // Before the first pause the traffic used the limit too, so what was let through says nothing.
    if (this.#pauses > 0 && announcedLimit(headers) === undefined)
      this.#most = Math.max(LEAST_PER_MINUTE, usableOf(accepted));
    this.#pauses += 1;
    this.#notBeforeMs = nowMs + pauseMs;
    return pauseMs;
  }

  #sentInWindow(): readonly number[] {
    const fromMs = this.#clock.nowMs() - this.#windowMs;
    const old = this.#sentMs.findIndex((atMs) => atMs > fromMs);
    if (old !== 0) this.#sentMs.splice(0, old < 0 ? this.#sentMs.length : old);
    return this.#sentMs;
  }
}
